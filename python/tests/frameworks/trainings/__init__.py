"""The same small training in each framework, and who trains it."""

from __future__ import annotations

import importlib
import os

from tests.frameworks.trainings.plan import Framework


def named() -> list[str]:
    """The frameworks to test, as `make test-frameworks` has them in CNNPROV_TEST_FRAMEWORKS."""
    return [name for name in os.environ.get("CNNPROV_TEST_FRAMEWORKS", "").split(",") if name]


def framework(name: str) -> Framework:
    """The training of a framework, which is imported now."""
    os.environ.setdefault("KERAS_BACKEND", "jax")
    if name == "pytorch_lightning":
        os.environ["CNNPROV_TEST_LIGHTNING"] = "pytorch_lightning"
    module = "with_lightning" if name.endswith("lightning") else f"with_{name}"
    made: Framework = importlib.import_module(f"tests.frameworks.trainings.{module}").TRAINED
    return made
