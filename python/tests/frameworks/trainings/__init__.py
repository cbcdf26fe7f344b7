"""The same small training in each framework, and who trains it."""

from __future__ import annotations

import importlib
import importlib.util
import os

from tests.frameworks.trainings.plan import Framework

MODULES = {
    "keras": "keras",
    "torch": "torch",
    "lightning": "lightning",
    "pytorch_lightning": "pytorch_lightning",
    "transformers": "transformers",
}


def installed() -> list[str]:
    """The frameworks to test: those named in CNNPROV_TEST_FRAMEWORKS, else the installed ones."""
    named = os.environ.get("CNNPROV_TEST_FRAMEWORKS")
    if named:
        return named.split(",")
    return [name for name, module in MODULES.items() if importlib.util.find_spec(module)]


def framework(name: str) -> Framework:
    """The training of a framework, which is imported now."""
    if name == "pytorch_lightning":
        os.environ["CNNPROV_TEST_LIGHTNING"] = "pytorch_lightning"
    module = "with_lightning" if name.endswith("lightning") else f"with_{name}"
    made: Framework = importlib.import_module(f"tests.frameworks.trainings.{module}").TRAINED
    return made
