"""A plain loop of PyTorch."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

from torch.optim import lr_scheduler as schedulers
from torch.optim.swa_utils import SWALR
from torch.utils.data import DataLoader, TensorDataset

import cnnprov
import torch
from tests.frameworks.trainings.plan import (
    BATCH,
    CLASSES,
    HIDDEN,
    INPUTS,
    STEPS,
    Plan,
    Seen,
    X,
    Y,
    digest,
)

TOTAL = 3 * STEPS
MADE: dict[str, Any] = {
    "LambdaLR": lambda o: schedulers.LambdaLR(o, lambda step: 0.9**step),
    "MultiplicativeLR": lambda o: schedulers.MultiplicativeLR(o, lambda _: 0.9),
    "StepLR": lambda o: schedulers.StepLR(o, STEPS, 0.5),
    "MultiStepLR": lambda o: schedulers.MultiStepLR(o, [STEPS, 2 * STEPS], 0.5),
    "ConstantLR": lambda o: schedulers.ConstantLR(o, 0.5, STEPS),
    "LinearLR": lambda o: schedulers.LinearLR(o, 0.1, total_iters=TOTAL),
    "ExponentialLR": lambda o: schedulers.ExponentialLR(o, 0.9),
    "SequentialLR": lambda o: schedulers.SequentialLR(
        o, [schedulers.LinearLR(o, 0.1, total_iters=STEPS), schedulers.StepLR(o, 2)], [STEPS]
    ),
    "CosineAnnealingLR": lambda o: schedulers.CosineAnnealingLR(o, TOTAL),
    "ChainedScheduler": lambda o: schedulers.ChainedScheduler(
        [schedulers.ConstantLR(o, 0.1, 2), schedulers.ExponentialLR(o, 0.9)], o
    ),
    "ReduceLROnPlateau": lambda o: schedulers.ReduceLROnPlateau(o, patience=0, threshold=100),
    "CyclicLR": lambda o: schedulers.CyclicLR(o, 0.01, 0.1, step_size_up=3),
    "CosineAnnealingWarmRestarts": lambda o: schedulers.CosineAnnealingWarmRestarts(o, 5),
    "OneCycleLR": lambda o: schedulers.OneCycleLR(o, 0.1, total_steps=TOTAL + 1),
    "PolynomialLR": lambda o: schedulers.PolynomialLR(o, TOTAL, 2.0),
    "SWALR": lambda o: SWALR(o, 0.01, anneal_epochs=STEPS),
}


def data() -> Any:
    return TensorDataset(torch.tensor(X), torch.tensor(Y))


def network() -> Any:
    torch.manual_seed(7)
    return torch.nn.Sequential(
        torch.nn.Linear(INPUTS, HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, CLASSES)
    )


def weights(model: Any) -> str:
    return digest(each.detach().numpy() for each in model.state_dict().values())


def exported_schedulers() -> list[str]:
    """The names of all classes of schedulers that PyTorch has."""
    found = [
        name
        for name in schedulers.__all__
        if inspect.isclass(getattr(schedulers, name)) and name != "LRScheduler"
    ]
    return [*found, "SWALR"]


class _Trained:
    name = "PyTorch"
    told = frozenset({"early stopping", "tests", "resume"})
    lacks: dict[str, str] = {}  # noqa: RUF012

    def schedules(self) -> Iterable[str]:
        return exported_schedulers()

    def train(self, plan: Plan) -> Seen:
        torch.use_deterministic_algorithms(True)
        seen = Seen()
        model = network()
        optimizer = torch.optim.SGD(model.parameters(), plan.rate, momentum=0.9, weight_decay=0.01)
        scheduler = MADE[plan.schedule](optimizer) if plan.schedule else None
        first, tag = self._restored(plan, model, optimizer)
        run: Any = (
            cnnprov.torch.capture(
                "df",
                model,
                optimizer,
                steps=plan.steps,
                first_epoch=first,
                resumed_from=tag,
                hyperparameters={"num_epochs": plan.epochs},
            )
            if plan.captured
            else nullcontext()
        )
        loader = DataLoader(data(), batch_size=BATCH, shuffle=True)
        with run:
            for epoch in range(first, first + plan.epochs):
                self._epoch(plan, epoch, loader, model, optimizer, scheduler, seen)
                if plan.directory is not None:
                    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
                    state |= {"epoch": epoch, "tag": getattr(run, "tag", None)}
                    torch.save(state, plan.directory / "model.pt")
                if plan.stops_early and epoch == 3:
                    break
            if plan.is_tested:
                with torch.no_grad():
                    inputs, targets = data().tensors
                    loss = torch.nn.functional.cross_entropy(model(inputs), targets)
                seen.test = {"loss": float(loss)}
                if plan.captured:
                    run.test(loss=loss)
        seen.weights = weights(model)
        return seen

    def _epoch(
        self,
        plan: Plan,
        epoch: int,
        loader: Any,
        model: Any,
        optimizer: Any,
        scheduler: Any,
        seen: Seen,
    ) -> None:
        for inputs, targets in loader:
            if plan.in_epoch and plan.in_epoch[0] == epoch:
                plan.in_epoch[1]()
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(inputs), targets)
            loss.backward()
            seen.losses.append(float(loss.detach()))
            seen.rates.append(float(optimizer.param_groups[0]["lr"]))
            optimizer.step()
            if scheduler is not None and plan.schedule != "ReduceLROnPlateau":
                scheduler.step()
        if plan.schedule == "ReduceLROnPlateau":
            scheduler.step(sum(seen.losses[-STEPS:]) / STEPS)

    def _restored(self, plan: Plan, model: Any, optimizer: Any) -> tuple[int, str | None]:
        if not plan.resumes or plan.directory is None:
            return 1, None
        state = torch.load(plan.directory / "model.pt", weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        return state["epoch"] + 1, state["tag"]


TRAINED = _Trained()
