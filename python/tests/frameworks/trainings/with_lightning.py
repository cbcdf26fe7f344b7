"""A module of Lightning, under either name of the package."""

from __future__ import annotations

import importlib
import logging
import os
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from torch.utils.data import DataLoader

import cnnprov
import torch
from tests.frameworks.trainings import with_torch
from tests.frameworks.trainings.plan import BATCH, STEPS, Plan, Seen

PACKAGE = os.environ.get("CNNPROV_TEST_LIGHTNING", "lightning.pytorch")
pl = importlib.import_module(PACKAGE)
logging.getLogger(PACKAGE).setLevel(logging.ERROR)
warnings.filterwarnings("ignore", module="lightning|pytorch_lightning|torch")


class Module(pl.LightningModule):  # type: ignore[misc, name-defined]
    def __init__(self, plan: Plan, seen: Seen) -> None:
        super().__init__()
        self.net = with_torch.network()
        self.plan = plan
        self.seen = seen

    def training_step(self, batch: Any, index: int) -> Any:  # noqa: ARG002
        if self.plan.in_epoch and self.plan.in_epoch[0] == self.current_epoch + 1:
            self.plan.in_epoch[1]()
        inputs, targets = batch
        loss = torch.nn.functional.cross_entropy(self.net(inputs), targets)
        self.seen.losses.append(float(loss.detach()))
        self.log("train_loss", loss, on_step=False, on_epoch=True)
        return loss

    def test_step(self, batch: Any, index: int) -> None:  # noqa: ARG002
        inputs, targets = batch
        self.log("test_loss", torch.nn.functional.cross_entropy(self.net(inputs), targets))

    def on_before_optimizer_step(self, optimizer: Any) -> None:
        self.seen.rates.append(float(optimizer.param_groups[0]["lr"]))

    def on_train_epoch_end(self) -> None:
        self.log("epochs_done", float(self.current_epoch + 1))

    def configure_optimizers(self) -> Any:
        optimizer = torch.optim.SGD(
            self.parameters(), self.plan.rate, momentum=0.9, weight_decay=0.01
        )
        if not self.plan.schedule:
            return optimizer
        scheduler = with_torch.MADE[self.plan.schedule](optimizer)
        interval = "epoch" if self.plan.schedule == "ReduceLROnPlateau" else "step"
        configuration = {"scheduler": scheduler, "interval": interval, "monitor": "train_loss"}
        return {"optimizer": optimizer, "lr_scheduler": configuration}


class _Trained:
    name = "Lightning" if PACKAGE == "lightning.pytorch" else "Lightning (pytorch_lightning)"
    told: frozenset[str] = frozenset()
    lacks: dict[str, str] = {}  # noqa: RUF012

    def schedules(self) -> Iterable[str]:
        return with_torch.exported_schedulers()

    def train(self, plan: Plan) -> Seen:
        pl.seed_everything(7, verbose=False)
        seen = Seen()
        module = Module(plan, seen)
        callbacks: list[Any] = []
        if plan.captured:
            callbacks.append(cnnprov.lightning.Capture("df", steps=plan.steps))
        if plan.stops_early:
            stop = pl.callbacks.EarlyStopping("train_loss", min_delta=100, patience=2)
            callbacks.append(stop)
        if plan.directory is not None:
            callbacks.append(pl.callbacks.ModelCheckpoint(plan.directory, "{epoch}", save_top_k=-1))
        before = self._newest(plan.directory) if plan.resumes else None
        trainer = pl.Trainer(
            max_epochs=(3 if before else 0) + plan.epochs,
            callbacks=callbacks,
            accelerator="cpu",
            deterministic=True,
            logger=False,
            enable_checkpointing=plan.directory is not None,
            enable_progress_bar=False,
            enable_model_summary=False,
        )
        loader = DataLoader(with_torch.data(), batch_size=BATCH, shuffle=True)
        trainer.fit(module, loader, ckpt_path=before)
        if plan.is_tested:
            whole = DataLoader(with_torch.data(), batch_size=BATCH * STEPS)
            (tested,) = trainer.test(module, whole, verbose=False)
            seen.test = {"loss": tested["test_loss"]}
        seen.weights = with_torch.weights(module)
        return seen

    def _newest(self, directory: Path | None) -> str | None:
        assert directory is not None
        return str(max(directory.glob("*.ckpt"), key=lambda path: path.stat().st_mtime_ns))


TRAINED = _Trained()
