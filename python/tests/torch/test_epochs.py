from __future__ import annotations

import weakref
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import cnnprov
import torch
from tests.logs import events, of_type, rows
from tests.torch.nets import BATCH, DATA, STEPS, loader, loss_of, network, one_pass, step


def mean(losses: list[float]) -> float:
    return sum(losses) / len(losses)


@pytest.fixture
def trained() -> tuple[Any, Any]:
    model = network()
    return model, torch.optim.SGD(model.parameters(), 0.1)


def test_epochs_are_found_without_a_call(spool: Path, trained: tuple[Any, Any]) -> None:
    batches, losses = loader(shuffle=True), []
    with cnnprov.torch.capture("df", *trained):
        losses = [one_pass(*trained, batches) for _ in range(3)]
    written = rows(spool, "oTrainingModel")
    assert [row["epoch"] for row in written] == [1, 2, 3]
    assert [row["loss"] for row in written] == pytest.approx([mean(each) for each in losses])
    assert rows(spool, "iTrainingModel")[0]["batch_size"] == BATCH


def test_an_epoch_is_written_as_soon_as_the_next_begins(
    spool: Path, trained: tuple[Any, Any]
) -> None:
    batches = loader()
    with cnnprov.torch.capture("df", *trained):
        one_pass(*trained, batches)
        assert rows(spool, "oTrainingModel") == []
        iter(batches)
        assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1]
        one_pass(*trained, batches)


def test_a_validation_is_no_epoch(spool: Path, trained: tuple[Any, Any]) -> None:
    model = trained[0]
    training, validation = loader(), loader()
    with cnnprov.torch.capture("df", *trained) as run:
        list(validation)  # a sanity check before
        for epoch in range(2):
            for number, batch in enumerate(training):
                if number == 2:
                    for each in validation:  # between a batch and its step
                        loss_of(model, each)
                step(*trained, batch)
            for each in validation:
                loss_of(model, each)
            run.measure(val_loss=0.5 + epoch)
    assert [(row["epoch"], row["val_loss"]) for row in rows(spool, "oTrainingModel")] == [
        (1, 0.5),
        (2, 1.5),
    ]


def test_a_new_loader_for_each_epoch_is_a_new_epoch(spool: Path, trained: tuple[Any, Any]) -> None:
    losses = []
    with cnnprov.torch.capture("df", *trained):
        for _ in range(3):
            losses.append(one_pass(*trained, loader(shuffle=True)))
            list(loader())
    written = rows(spool, "oTrainingModel")
    assert [row["loss"] for row in written] == pytest.approx([mean(each) for each in losses])


@pytest.mark.parametrize("workers", [{"num_workers": 1, "persistent_workers": True}])
def test_workers_change_nothing(
    spool: Path, trained: tuple[Any, Any], workers: dict[str, Any]
) -> None:
    batches = loader(**workers)
    with cnnprov.torch.capture("df", *trained):
        for _ in range(3):
            one_pass(*trained, batches)
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1, 2, 3]
    assert events(spool)[-1]["status"] == "FINISHED"


def test_the_end_of_an_epoch_may_be_told(spool: Path, trained: tuple[Any, Any]) -> None:
    batches = loader()
    with cnnprov.torch.capture("df", *trained) as run:
        for epoch in range(4):
            one_pass(*trained, batches)
            if epoch % 2:  # two passes are an epoch of this loop
                run.epoch(accuracy=0.9)
    assert [row.get("accuracy") for row in rows(spool, "oTrainingModel")][-1] == 0.9


def test_batches_made_by_hand_need_the_call(spool: Path, trained: tuple[Any, Any]) -> None:
    inputs, targets = DATA.tensors
    with cnnprov.torch.capture("df", *trained) as run:
        for _ in range(2):
            losses = [
                step(*trained, (inputs[at : at + BATCH], targets[at : at + BATCH]))
                for at in range(0, len(inputs), BATCH)
            ]
            run.log(val_loss=0.5)
    written = rows(spool, "oTrainingModel")
    assert [row["epoch"] for row in written] == [1, 2]
    assert written[1]["loss"] == pytest.approx(mean(losses))


def test_a_loop_without_an_optimizer_of_pytorch_is_told(spool: Path) -> None:
    with cnnprov.torch.capture("df", network(), hyperparameters={"learning_rate": 0.5}) as run:
        run.epoch(loss=0.7)
    found = rows(spool, "iTrainingModel")[0]
    assert (found["learning_rate"], found["num_layers"]) == (0.5, 3)
    assert [(row["epoch"], row["loss"]) for row in rows(spool, "oTrainingModel")] == [(1, 0.7)]


def test_a_loss_that_is_given_wins(spool: Path, trained: tuple[Any, Any]) -> None:
    with cnnprov.torch.capture("df", *trained) as run:
        one_pass(*trained, loader())
        run.epoch(loss=7.0)
    assert [row["loss"] for row in rows(spool, "oTrainingModel")] == [7.0]


def test_parts_of_a_batch_count_together(spool: Path, trained: tuple[Any, Any]) -> None:
    model, optimizer = trained
    losses = []
    with cnnprov.torch.capture("df", *trained, steps=True):
        for number, batch in enumerate(loader(), 1):
            loss = loss_of(model, batch) / 2
            loss.backward()
            losses.append(float(loss))
            if number % 2 == 0:
                optimizer.step()
                optimizer.zero_grad()
    found = [row["loss"] for row in rows(spool, "oTrainingStep")]
    assert found == pytest.approx([losses[0] + losses[1], losses[2] + losses[3]])


@pytest.mark.parametrize("kind", [torch.float32, torch.float64])
def test_the_mean_neither_follows_nor_changes_the_losses(spool: Path, kind: Any) -> None:
    weight = torch.nn.Parameter(torch.tensor(2.0, dtype=kind))
    optimizer = torch.optim.SGD([weight], 0.25)
    losses: list[Any] = []
    with cnnprov.torch.capture("df", None, optimizer) as run:
        for shape in ((), (1,), (1, 1), ()):
            loss = (weight * weight).reshape(shape)
            loss.backward()
            optimizer.step()
            losses.append(loss)
            optimizer.zero_grad()
        with torch.no_grad():
            for loss in losses:
                loss.mul_(100)
        run.epoch()
    assert [float(loss) for loss in losses] == [400, 100, 25, 6.25]
    assert [row["loss"] for row in rows(spool, "oTrainingModel")] == [(4 + 1 + 0.25 + 0.0625) / 4]


class _Wrapped(torch.Tensor):  # type: ignore[misc]
    """A tensor of a class of its own, as libraries have them."""


def test_losses_of_any_class_count_alike(spool: Path, trained: tuple[Any, Any]) -> None:
    model, optimizer = trained
    losses = []
    with cnnprov.torch.capture("df", *trained) as run:
        for number, batch in enumerate(loader()):
            loss = loss_of(model, batch)
            loss = loss.as_subclass(_Wrapped) if number % 2 else loss
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        run.epoch()
    assert rows(spool, "oTrainingModel")[0]["loss"] == pytest.approx(mean(losses))


def test_no_loss_outlives_its_step_and_none_warns(
    spool: Path, trained: tuple[Any, Any], recwarn: pytest.WarningsRecorder
) -> None:
    model, optimizer = trained
    with cnnprov.torch.capture("df", *trained) as run:
        loss = loss_of(model, next(iter(loader())))
        alive = weakref.ref(loss)
        loss.backward()
        optimizer.step()
        del loss
        assert alive() is None
        run.epoch()
    assert rows(spool, "oTrainingModel")
    assert [str(each.message) for each in recwarn] == []


def test_of_a_closure_the_first_loss_counts(spool: Path) -> None:
    model = network()
    optimizer = torch.optim.LBFGS(model.parameters(), max_iter=4)
    losses: list[list[float]] = []

    def closure(batch: Any) -> Any:
        optimizer.zero_grad()
        loss = loss_of(model, batch)
        loss.backward()
        losses[-1].append(float(loss))
        return loss

    with cnnprov.torch.capture("df", model, optimizer, steps=True):
        for batch in loader():
            losses.append([])
            optimizer.step(lambda batch=batch: closure(batch))
    assert max(map(len, losses)) > 1
    found = [row["loss"] for row in rows(spool, "oTrainingStep")]
    assert found == pytest.approx([each[0] for each in losses])


def test_the_graph_of_a_loss_is_not_held(spool: Path, trained: tuple[Any, Any]) -> None:
    model, optimizer = trained
    losses = []
    with cnnprov.torch.capture("df", *trained, steps=True):
        for batch in loader():
            optimizer.zero_grad()
            loss = loss_of(model, batch)
            losses.append(float(loss))
            loss.backward()
            alive = weakref.ref(loss)
            del loss
            assert alive() is None
            optimizer.step()
    assert [row["loss"] for row in rows(spool, "oTrainingStep")] == pytest.approx(losses)


def test_a_scaled_loss_is_the_loss(spool: Path, trained: tuple[Any, Any]) -> None:
    model, optimizer = trained
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
    losses = []
    with cnnprov.torch.capture("df", *trained, steps=True):
        for batch in loader():
            optimizer.zero_grad()
            loss = loss_of(model, batch)
            scaler.scale(loss).backward()
            scaler.step(optimizer)
            scaler.update()
            losses.append(float(loss))
    assert [row["loss"] for row in rows(spool, "oTrainingStep")] == pytest.approx(losses)


def test_several_optimizers_are_told_apart(spool: Path) -> None:
    models = {"g": network(), "d": network()}
    optimizers = {
        "d": torch.optim.SGD(models["d"].parameters(), 0.1),
        "g": torch.optim.Adam(models["g"].parameters(), 0.01),
    }
    losses: dict[str, list[float]] = {"d": [], "g": []}
    with cnnprov.torch.capture("df", models, optimizers):
        for batch in loader():
            for name, optimizer in optimizers.items():
                losses[name].append(step(models[name], optimizer, batch))
    (row,) = rows(spool, "oTrainingModel")
    assert row["loss_d"] == pytest.approx(mean(losses["d"]))
    assert row["loss_g"] == pytest.approx(mean(losses["g"]))
    found = rows(spool, "iTrainingModel")[0]
    assert (found["learning_rate_d"], found["learning_rate_g"]) == (0.1, 0.01)
    assert (found["optimizer_name_d"], found["optimizer_name_g"]) == ("SGD", "Adam")


def test_the_norm_of_the_gradients_is_kept_on_request(
    spool: Path, trained: tuple[Any, Any]
) -> None:
    model, _ = trained
    norms = []
    with cnnprov.torch.capture("df", *trained, gradient_norm=True, steps=True):
        for batch in loader():
            step(*trained, batch)
            squares = [float((each.grad.double() ** 2).sum()) for each in model.parameters()]
            norms.append(sum(squares) ** 0.5)
    assert [row["gradient_norm"] for row in rows(spool, "oTrainingStep")] == pytest.approx(norms)
    assert rows(spool, "oTrainingModel")[0]["gradient_norm"] == pytest.approx(mean(norms))


def test_a_loss_that_is_not_a_number_stays_one(spool: Path, trained: tuple[Any, Any]) -> None:
    model, optimizer = trained
    with cnnprov.torch.capture("df", *trained):
        for batch in loader():
            (loss_of(model, batch) * float("nan")).backward()
            optimizer.step()
    assert [row["loss"] for row in rows(spool, "oTrainingModel")] == ["NaN"]


def test_an_epoch_that_fails_is_not_kept_and_one_before_it_is(
    spool: Path, trained: tuple[Any, Any]
) -> None:
    batches = loader()
    with (  # noqa: PT012
        pytest.raises(ValueError, match="spilled"),
        cnnprov.torch.capture("df", *trained),
    ):
        one_pass(*trained, batches)
        one_pass(*trained, islice(batches, 2))
        raise ValueError("spilled")
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1]
    (ended,) = of_type(spool, "execution_ended")
    assert (ended["status"], ended["error"]["type"]) == ("FAILED", "ValueError")


def test_an_epoch_that_was_trained_to_its_end_is_kept_by_a_failure(
    spool: Path, trained: tuple[Any, Any]
) -> None:
    with (  # noqa: PT012
        pytest.raises(KeyboardInterrupt),
        cnnprov.torch.capture("df", *trained),
    ):
        one_pass(*trained, loader())
        raise KeyboardInterrupt  # in its validation
    assert [row["epoch"] for row in rows(spool, "oTrainingModel")] == [1]
    assert of_type(spool, "execution_ended")[0]["status"] == "ABORTED"


def test_files_have_the_epoch_of_their_weights(
    spool: Path, trained: tuple[Any, Any], tmp_path: Path
) -> None:
    model = trained[0]
    with cnnprov.torch.capture("df", *trained) as run:
        torch.save(model.state_dict(), tmp_path / "untrained.pt")
        one_pass(*trained, loader())
        torch.save(model.state_dict(), tmp_path / "before.pt")
        run.epoch()
        torch.save(obj=model.state_dict(), f=str(tmp_path / "after.pt"))
        one_pass(*trained, loader())
        run.test(accuracy=0.5)
    files = [(event["name"], event["epoch"]) for event in of_type(spool, "file")]
    assert files == [("untrained.pt", 0), ("before.pt", 1), ("after.pt", 1)]
    assert rows(spool, "oTestingModel") == [{"epoch": 2, "accuracy": 0.5}]


def test_what_is_wrapped_does_nothing_afterwards(spool: Path, trained: tuple[Any, Any]) -> None:
    _, optimizer = trained
    with cnnprov.torch.capture("df", *trained):
        one_pass(*trained, loader())
    before = len(events(spool))
    one_pass(*trained, loader())
    assert len(events(spool)) == before
    assert not optimizer._optimizer_step_post_hooks
    assert not optimizer._optimizer_step_pre_hooks


def test_nothing_is_captured_where_capture_is_disabled(
    spool: Path, trained: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CNNPROV_DISABLED", "1")
    with cnnprov.torch.capture("df", *trained) as run:
        one_pass(*trained, loader())
        run.epoch(accuracy=1)
    assert events(spool) == []


def test_what_is_no_optimizer_is_an_error_at_once() -> None:
    with pytest.raises(TypeError, match="takes optimizers of PyTorch, not Sequential"):
        cnnprov.torch.capture("df", network(), network())


def test_steps_are_counted(spool: Path, trained: tuple[Any, Any]) -> None:
    with cnnprov.torch.capture("df", *trained, steps=True):
        for _ in range(2):
            one_pass(*trained, loader())
    assert [row["step"] for row in rows(spool, "oTrainingStep")] == list(range(1, 2 * STEPS + 1))


def test_what_is_public_is_exported() -> None:
    public = {name for name in vars(cnnprov.torch) if not name.startswith("_")}
    assert public - {"annotations", "MissingDependency"} == set(cnnprov.torch.__all__)
