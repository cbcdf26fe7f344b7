"""Ends with an exit code of its own."""

import sys

print("no data here")
print("give a directory of images", file=sys.stderr)
sys.exit(3)
