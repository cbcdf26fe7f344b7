from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

import cnnprov
import cnnprov.dfanalyzer


@pytest.mark.parametrize("module", [cnnprov, cnnprov.dfanalyzer])
def test_what_is_public_is_exported(module: ModuleType) -> None:
    public = {
        name
        for name in dir(module)
        if not name.startswith("_")
        and not isinstance(member := getattr(module, name, None), ModuleType)
        and getattr(member, "__module__", "").startswith("cnnprov")
    }
    assert public == set(module.__all__) - {"__version__"}


def test_integrations_load_when_they_are_asked_for() -> None:
    assert cnnprov.dfanalyzer.Dataflow is not None
    with pytest.raises(AttributeError, match="no attribute 'tensorboard'"):
        cnnprov.tensorboard  # noqa: B018


def test_what_no_training_needs_loads_when_it_is_used() -> None:
    """An import costs the training's start milliseconds."""
    program = (
        "import sys, cnnprov\n"
        "late = {'cnnprov._http', 'cnnprov._raw', 'cnnprov._reading', 'cnnprov._sql'}\n"
        "assert not late & set(sys.modules), late & set(sys.modules)\n"
        "assert callable(cnnprov.sql) and callable(cnnprov.executions)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
