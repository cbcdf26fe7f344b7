"""Loaded by each Python process of a run: starts the recogniser, and leaves no other trace."""

import os
import sys


def _recognise():
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    import importlib.util as util

    # By its path: a package root on sys.path would let the program see what lies beside it.
    path = os.path.join(package, "_run", "_recogniser.py")
    spec = util.spec_from_file_location("_cnnprov_recogniser", path)
    recogniser = util.module_from_spec(spec)
    spec.loader.exec_module(recogniser)
    recogniser.recognise(package)


_here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != _here]
sys.path_importer_cache.pop(_here, None)
if sys.version_info >= (3, 10):
    try:
        _recognise()
    except Exception:  # the program must not see it
        pass
_ours = sys.modules.pop("sitecustomize")
try:
    import sitecustomize  # noqa: F401 (the one that would have been loaded)
except ImportError as _error:
    sys.modules["sitecustomize"] = _ours
    if _error.name != "sitecustomize":
        raise
