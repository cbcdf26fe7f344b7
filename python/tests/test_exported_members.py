from __future__ import annotations

from types import ModuleType

import pytest

import cnnprov
import cnnprov.dfanalyzer


@pytest.mark.parametrize("module", [cnnprov, cnnprov.dfanalyzer])
def test_what_is_public_is_exported(module: ModuleType) -> None:
    public = {
        name
        for name, member in vars(module).items()
        if not name.startswith("_")
        and not isinstance(member, ModuleType)
        and getattr(member, "__module__", "").startswith("cnnprov")
    }
    assert public == set(module.__all__) - {"__version__"}


def test_integrations_load_when_they_are_asked_for() -> None:
    assert cnnprov.dfanalyzer.Dataflow is not None
    with pytest.raises(AttributeError, match="no attribute 'tensorboard'"):
        cnnprov.tensorboard  # noqa: B018
