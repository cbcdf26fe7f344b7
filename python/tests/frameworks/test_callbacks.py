"""Rates that a callback of the user's own sets, in the frameworks on PyTorch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.frameworks.trainings import framework, named
from tests.frameworks.trainings.plan import Plan
from tests.logs import rows


def expect_the_callback(spool: Path) -> None:
    rates = [row for row in rows(spool, "oAdaptation") if row["attribute"] == "learning_rate"]
    (row,) = rates
    assert (row["epoch_id"], row["old_value"], row["new_lrate"]) == (2, 0.1, 0.07)
    assert (row["kind"], row["cause"], row["metric"]) == ("callback", "Person", "loss")
    assert rows(spool, "iAdaptation")[0].items() >= {"monitor": "loss", "rate": 0.07}.items()


@pytest.mark.skipif("transformers" not in named(), reason="Transformers is not tested here")
def test_a_callback_of_transformers_is_named(spool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trained = framework("transformers")
    from tests.frameworks.trainings import with_transformers

    class Person(with_transformers.Looks):
        def __init__(
            self, plan: Plan, seen: Any, monitor: str = "loss", rate: float = 0.07
        ) -> None:
            super().__init__(plan, seen)
            self.monitor, self.rate = monitor, rate

        def on_epoch_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:  # noqa: ARG002
            if state.epoch == 1:
                more["optimizer"].param_groups[0]["lr"] = self.rate
                more["lr_scheduler"].base_lrs = [self.rate] * len(more["lr_scheduler"].base_lrs)

    monkeypatch.setattr(with_transformers, "Looks", Person)
    trained.train(Plan())
    expect_the_callback(spool)


@pytest.mark.parametrize("package", ["lightning", "pytorch_lightning"])
def test_a_callback_of_lightning_is_named(
    spool: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if package not in named():
        pytest.skip(f"{package} is not tested here")
    trained = framework(package)
    from tests.frameworks.trainings import with_lightning

    class Person(with_lightning.pl.Callback):  # type: ignore[misc, name-defined]
        def __init__(self, monitor: str, rate: float) -> None:
            self.monitor, self.rate = monitor, rate

        def on_train_epoch_start(self, trainer: Any, pl_module: Any) -> None:  # noqa: ARG002
            if trainer.current_epoch == 1:
                trainer.optimizers[0].param_groups[0]["lr"] = self.rate

    trainer = with_lightning.pl.Trainer
    monkeypatch.setattr(
        with_lightning.pl,
        "Trainer",
        lambda callbacks, **others: trainer(callbacks=[Person("loss", 0.07), *callbacks], **others),
    )
    trained.train(Plan())
    expect_the_callback(spool)
    epochs = rows(spool, "oTrainingModel")
    assert [row["epochs_done"] for row in epochs] == [1, 2, 3]  # logged by the module's last hook
