from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from torch.optim import lr_scheduler as schedulers

import cnnprov
import torch
from tests.logs import rows
from tests.torch.nets import STEPS, loader, network, one_pass, step


def changes(spool: Path) -> list[tuple[str, int, Any, Any]]:
    return [
        (row["attribute"], row["epoch_id"], row["old_value"], row["new_value"])
        for row in rows(spool, "oAdaptation")
    ]


@pytest.mark.parametrize("is_told", [True, False])
def test_a_step_decay_is_one_adaptation_for_each_change(spool: Path, is_told: bool) -> None:
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    scheduler = schedulers.StepLR(optimizer, 2, 0.5)
    batches = loader()
    with cnnprov.torch.capture("df", model, optimizer) as run:
        for _ in range(5):
            one_pass(model, optimizer, batches)
            scheduler.step()
            if is_told:
                run.epoch()
    assert changes(spool) == [("learning_rate", 3, 0.1, 0.05), ("learning_rate", 5, 0.05, 0.025)]
    row = rows(spool, "oAdaptation")[0]
    assert (row["kind"], row["cause"]) == ("schedule", "StepLR")
    assert rows(spool, "iAdaptation")[0] == {"schedule": "StepLR", "step_size": 2, "gamma": 0.5}
    found = rows(spool, "iTrainingModel")[0]
    assert (found["schedule"], found["schedule_step_size"]) == ("StepLR", 2)


def test_a_scheduler_made_in_the_block_is_found_too(spool: Path) -> None:
    class Halves(schedulers.LRScheduler):  # type: ignore[misc]
        def __init__(self, optimizer: Any, factor: float) -> None:
            self.factor = factor
            super().__init__(optimizer)

        def get_lr(self) -> Any:
            return [group["lr"] * self.factor for group in self.optimizer.param_groups]

        def step(self, epoch: Any = None) -> None:
            super().step(epoch)

    model = network()
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with cnnprov.torch.capture("df", model, optimizer) as run:
        scheduler = Halves(optimizer, 0.5)
        for _ in range(2):
            one_pass(model, optimizer, loader())
            scheduler.step()
            run.epoch()
    assert changes(spool) == [("learning_rate", 2, 0.05, 0.025)]
    assert rows(spool, "oAdaptation")[0]["cause"] == "Halves"
    assert rows(spool, "iAdaptation")[0]["factor"] == 0.5


def test_momentum_follows_its_cycle(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    scheduler = schedulers.OneCycleLR(optimizer, 0.1, total_steps=2 * STEPS)
    trained: list[tuple[float, float]] = []
    batches = loader()
    with cnnprov.torch.capture("df", model, optimizer) as run:
        for _ in range(2):
            for batch in batches:
                group = optimizer.param_groups[0]
                trained.append((group["lr"], group["momentum"]))
                step(model, optimizer, batch)
                scheduler.step()
            run.epoch()
    expected = []
    for epoch in (1, 2):
        first, last = trained[(epoch - 1) * STEPS], trained[epoch * STEPS - 1]
        expected += [("learning_rate", epoch, first[0], last[0])]
        expected += [("momentum", epoch, first[1], last[1])]
    assert sorted(changes(spool)) == sorted(expected)
    assert {row["cause"] for row in rows(spool, "oAdaptation")} == {"OneCycleLR"}


def test_the_betas_of_adam_follow_theirs(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.Adam(model.parameters(), 0.1)
    scheduler = schedulers.OneCycleLR(optimizer, 0.1, total_steps=2 * STEPS)
    with cnnprov.torch.capture("df", model, optimizer):
        for batch in loader():
            step(model, optimizer, batch)
            scheduler.step()
    assert {"learning_rate", "beta_1"} == {attribute for attribute, *_ in changes(spool)}


def test_each_step_has_the_rates_that_trained_it(spool: Path) -> None:
    model, trained_with = network(), []
    groups = [{"params": model[0].parameters()}, {"params": model[2].parameters(), "lr": 0.3}]
    optimizer = torch.optim.SGD(groups, 0.1)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9)
    with cnnprov.torch.capture("df", model, optimizer, steps=True):
        for number, batch in enumerate([*loader(), *loader()]):
            if number == STEPS:
                optimizer.param_groups[1]["lr"] = 0.7
            trained_with.append([group["lr"] for group in optimizer.param_groups])
            step(model, optimizer, batch)
            scheduler.step()
    written = rows(spool, "oTrainingStep")
    names = ("learning_rate", "learning_rate_group_1")
    assert [[row[name] for name in names] for row in written] == trained_with


def test_a_step_tells_the_rates_of_groups_apart_once_they_differ(spool: Path) -> None:
    model, seen = network(), []
    groups: list[Any] = [{"params": model[0].parameters()}, {"params": model[2].weight}]
    optimizer = torch.optim.SGD(groups, 0.1)
    batches = [*loader(), *loader()]
    with cnnprov.torch.capture("df", model, optimizer, steps=True):
        for number, batch in enumerate(batches):
            for group in optimizer.param_groups:
                group["lr"] = 0.1 / (number + 1)
            if number == 2:
                optimizer.param_groups[1]["lr"] = 0.5
            if number == 5:
                optimizer.add_param_group({"params": model[2].bias, "lr": 0.7})
            if number == 6:
                del optimizer.param_groups[1:]
            step(model, optimizer, batch)
            seen.append([group["lr"] for group in optimizer.param_groups])
    written = [
        [row.get(f"learning_rate{end}") for end in ("", "_group_1", "_group_2")]
        for row in rows(spool, "oTrainingStep")
    ]
    assert written[:2] == [[first, None, None] for first, _ in seen[:2]]
    assert written[2:5] == [[*rates, None] for rates in seen[2:5]]
    assert written[5:6] == seen[5:6]
    assert written[6:] == [[first, None, None] for (first,) in seen[6:]]


def test_a_value_that_is_no_number_is_no_hyperparameter(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    optimizer.param_groups[0]["mark"] = object()
    with cnnprov.torch.capture("df", model, optimizer):
        one_pass(model, optimizer, loader())
    (written,) = rows(spool, "iTrainingModel")
    assert written["learning_rate"] == 0.1
    assert "mark" not in written


def test_what_the_script_changes_is_of_kind_code(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    scheduler = schedulers.ConstantLR(optimizer, 1.0)
    with cnnprov.torch.capture("df", model, optimizer) as run:
        for epoch in range(2):
            one_pass(model, optimizer, loader())
            scheduler.step()
            run.epoch()
            optimizer.param_groups[0]["lr"] = 0.07
            optimizer.param_groups[0]["weight_decay"] = 0.5 if epoch == 0 else 0.6
    assert changes(spool) == [("learning_rate", 2, 0.1, 0.07), ("weight_decay", 2, 0, 0.5)]
    assert {row["kind"] for row in rows(spool, "oAdaptation")} == {"code"}


def test_a_plateau_names_the_measure_that_it_was_given(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    scheduler = schedulers.ReduceLROnPlateau(
        optimizer, factor=0.5, patience=0, threshold=100, threshold_mode="abs"
    )
    with cnnprov.torch.capture("df", model, optimizer) as run:
        for epoch in range(3):
            one_pass(model, optimizer, loader())
            value = torch.tensor(1.5 + epoch)
            scheduler.step(value)
            run.epoch(val_loss=value, accuracy=0.5)
    assert changes(spool) == [("learning_rate", 3, 0.1, 0.05)]
    assert rows(spool, "oAdaptation")[0]["metric"] == "val_loss"
    assert rows(spool, "iAdaptation")[0].items() >= {"factor": 0.5, "patience": 0}.items()


def test_groups_are_told_apart_once_they_differ(spool: Path) -> None:
    model = network()
    groups: list[Any] = [{"params": model[0].parameters()}, {"params": model[2].parameters()}]
    optimizer = torch.optim.SGD(groups, 0.1)
    with cnnprov.torch.capture("df", model, optimizer) as run:
        for epoch in range(3):
            for group in optimizer.param_groups:
                group["lr"] = 0.1 / (epoch + 1)
            if epoch == 2:
                optimizer.param_groups[1]["lr"] = 0.5
            one_pass(model, optimizer, loader())
            run.epoch()
    found = rows(spool, "iTrainingModel")[0]
    assert found["learning_rate"] == 0.1
    assert "learning_rate_group_1" not in found
    assert changes(spool) == [
        ("learning_rate", 2, 0.1, 0.05),
        ("learning_rate", 3, 0.05, 0.1 / 3),
        ("learning_rate_group_1", 3, 0.05, 0.5),
    ]


def test_a_rate_that_is_a_tensor_is_its_shortest_decimal(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.Adam(model.parameters(), torch.tensor(0.001), capturable=False)
    scheduler = schedulers.ExponentialLR(optimizer, 0.5)
    with cnnprov.torch.capture("df", model, optimizer) as run:
        for _ in range(2):
            one_pass(model, optimizer, loader())
            scheduler.step()
            run.epoch()
    assert rows(spool, "iTrainingModel")[0]["learning_rate"] == 0.001
    assert changes(spool) == [("learning_rate", 2, 0.001, 0.0005)]


def test_changes_far_below_a_rounding_error_are_seen(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), 5e-6)
    rates = [5e-6, 4.9e-6, 4.9e-6, 4.899999e-6]
    with cnnprov.torch.capture("df", model, optimizer) as run:
        for rate in rates:
            optimizer.param_groups[0]["lr"] = rate
            one_pass(model, optimizer, loader())
            run.epoch()
    assert [change[1:] for change in changes(spool)] == [
        (2, 5e-6, 4.9e-6),
        (4, 4.9e-6, 4.899999e-6),
    ]


def test_a_restored_optimizer_is_followed(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with cnnprov.torch.capture("df", model, optimizer) as run:
        one_pass(model, optimizer, loader())
        run.epoch()
        state = optimizer.state_dict()
        state["param_groups"][0]["lr"] = 0.3
        optimizer.load_state_dict(state)
        one_pass(model, optimizer, loader())
        run.epoch()
    assert changes(spool) == [("learning_rate", 2, 0.1, 0.3)]


def test_a_tensor_in_the_place_of_an_equal_number_is_followed(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.Adam(model.parameters(), 0.5, capturable=False)
    group, (batch, *_) = optimizer.param_groups[0], loader()
    with cnnprov.torch.capture("df", model, optimizer) as run:
        step(model, optimizer, batch)
        group["lr"] = torch.tensor(0.5)
        step(model, optimizer, batch)
        run.epoch()
        for _ in range(2):
            step(model, optimizer, batch)
            group["lr"].mul_(0.5)
            step(model, optimizer, batch)
            run.epoch()
    assert changes(spool) == [
        ("learning_rate", 2, 0.5, 0.25),
        ("learning_rate", 3, 0.25, 0.125),
    ]


def test_values_are_followed_while_others_take_the_place_of_parameters(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with cnnprov.torch.capture("df", model, optimizer) as run:
        for rate in (0.1, 0.2, 0.3):
            group = optimizer.param_groups[0]
            group["params"] = [torch.nn.Parameter(each.clone()) for each in group["params"]]
            del group["lr"]
            group["lr"] = rate
            one_pass(model, optimizer, loader())
            run.epoch()
    assert changes(spool) == [("learning_rate", 2, 0.1, 0.2), ("learning_rate", 3, 0.2, 0.3)]
