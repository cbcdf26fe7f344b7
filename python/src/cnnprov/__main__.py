"""`python -m cnnprov`."""

import sys

from cnnprov._cli import main

sys.exit(main())
