from __future__ import annotations

import os
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[1]
for name in ("alexnet-flowers17", "densed-wave", "experiments"):
    sys.path.append(str(EXAMPLES / name))
os.environ["KERAS_BACKEND"] = "numpy"  # networks are built here, and trained elsewhere
