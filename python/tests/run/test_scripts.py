"""Scripts as tutorials have them, with and without `cnnprov run`."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.logs import of_type, rows
from tests.run.programs import captured, copied, plain

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="`cnnprov run` needs Linux")

SCRIPTS = Path(__file__).parents[1] / "scripts"


def interpreted(script: str, *arguments: str) -> list[str]:
    return ["sh" if script.endswith(".sh") else sys.executable, script, *arguments]


def _said_last(errors: str) -> list[str]:
    """The last line, without the time and thread that TensorFlow's messages begin with."""
    return [re.sub(r"^[IWEF]\d{4} [\d:.]+ +\d+ ", "", line) for line in errors.splitlines()[-1:]]


@pytest.mark.parametrize(
    ("folder", "script", "arguments", "expected"),
    [
        ("plain", "regression.py", ["--learning-rate", "0.1"], 0),
        ("plain", "perceptron.py", [], 0),
        ("plain", "diverges.py", [], 1),
        ("plain", "gives_up.py", [], 3),
        ("plain", "workers.py", [], 0),
        ("plain", "train.sh", ["--fast", "a b"], 5),
        ("keras", "digits.py", ["--units", "4"], 0),
        ("keras", "callbacks.py", [], 0),
        ("keras", "two_models.py", [], 0),
        ("keras", "wrong_shape.py", [], 1),
        ("torch", "loop.py", ["--lr", "0.05"], 0),
        ("torch", "workers.py", [], 0),
        ("torch", "search.py", [], 0),
        ("torch", "adversaries.py", [], 1),
        ("lightning", "module.py", [], 0),
        ("transformers", "trainer.py", [], 0),
    ],
)
def test_a_script_runs_as_without(
    shipped: Path, tmp_path: Path, folder: str, script: str, arguments: list[str], expected: int
) -> None:
    if folder != "plain" and importlib.util.find_spec(folder) is None:
        pytest.skip(f"{folder} is not installed here; `make test-frameworks` brings it")
    command = interpreted(script, *arguments)
    place = tmp_path / "work"
    copied(SCRIPTS / folder, place)
    code, output, errors = plain(shipped, place, command, given="alice\n")
    (tmp_path / "before").mkdir()
    place.rename(tmp_path / "before" / "work")
    copied(SCRIPTS / folder, place)
    code_captured, output_captured, errors_captured = captured(
        shipped, place, command, given="alice\n"
    )
    assert output_captured == output
    assert code_captured == code == expected
    # A traceback has our frames in it; what it says is the same.
    assert _said_last(errors_captured) == _said_last(errors)
    (ended,) = [
        event for event in of_type(shipped, "execution_ended") if event["status"] != "FINISHED"
    ] or of_type(shipped, "execution_ended")[-1:]
    assert ended["status"] == ("FAILED" if code else "FINISHED")


def run(shipped: Path, tmp_path: Path, folder: str, script: str, *arguments: str) -> int:
    place = copied(SCRIPTS / folder, tmp_path / "work")
    return captured(shipped, place, interpreted(script, *arguments))[0]


def test_argparse_and_files_of_a_script_are_told(shipped: Path, tmp_path: Path) -> None:
    run(shipped, tmp_path, "plain", "regression.py", "--learning-rate", "0.1")
    (parameters,) = rows(shipped, "iRun")
    assert parameters == {"learning_rate": 0.1, "epochs": 5, "seed": 7, "out": "line.txt"}
    roles = {event["name"]: event["role"] for event in of_type(shipped, "file")}
    assert roles == {"regression.py": "input", "line.txt": "output"}


def test_a_configuration_that_a_script_reads_is_told(shipped: Path, tmp_path: Path) -> None:
    run(shipped, tmp_path, "plain", "perceptron.py")
    (parameters,) = rows(shipped, "iRun")
    assert parameters == {"seed": 3, "training.epochs": 4, "training.rate": 0.1}


def test_the_exception_of_a_script_is_the_executions(shipped: Path, tmp_path: Path) -> None:
    assert run(shipped, tmp_path, "plain", "diverges.py") == 1
    error = of_type(shipped, "execution_ended")[-1]["error"]
    assert error["type"] == "FloatingPointError"
    assert "diverges.py" in error["traceback"]


def test_a_training_with_keras_joins_the_execution_of_its_run(
    shipped: Path, tmp_path: Path
) -> None:
    assert run(shipped, tmp_path, "keras", "digits.py", "--units", "4") == 0
    (started,) = of_type(shipped, "execution_started")
    of_the_run = {"dataflow": "digits", "execution": started["execution"]}
    assert [row["epoch"] for row in rows(shipped, "oTrainingModel")] == [1, 2]
    trained = [
        event
        for event in of_type(shipped, "elements")
        if event["transformation"] in ("TrainingModel", "TestingModel")
    ]
    assert all(of_the_run.items() <= event.items() for event in trained)
    (hyperparameters,) = rows(shipped, "iTrainingModel")
    assert hyperparameters["optimizer_name"] == "Adam"
    assert rows(shipped, "oTestingModel")[0]["accuracy"] > 0
    assert rows(shipped, "iRun")[0]["units"] == 4
    assert [event["status"] for event in of_type(shipped, "execution_ended")] == ["FINISHED"]
    frameworks = [event["system"].get("framework") for event in of_type(shipped, "environment")]
    assert any(str(name).startswith("keras ") for name in frameworks)


def test_later_trainings_of_a_run_are_executions_of_their_own(
    shipped: Path, tmp_path: Path
) -> None:
    run(shipped, tmp_path, "keras", "two_models.py")
    first, second = of_type(shipped, "execution_started")
    assert second["execution"] == f"{first['execution']}-2"
    tags = [event["tags"] for event in of_type(shipped, "note")]
    assert {"run": first["execution"]} in tags
    assert {row["learning_rate"] for row in rows(shipped, "iTrainingModel")} == {0.01, 0.1}


def needs(package: str) -> None:
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed here; `make test-frameworks` brings it")


def changes_of_rate(shipped: Path) -> list[tuple[Any, ...]]:
    """Epoch, old and new value, kind and cause."""
    columns = ("epoch_id", "old_value", "new_lrate", "kind", "cause")
    of_rate = [row for row in rows(shipped, "oAdaptation") if row["attribute"] == "learning_rate"]
    return [tuple(row[column] for column in columns) for row in of_rate]


def epochs(shipped: Path) -> list[int]:
    return [row["epoch"] for row in rows(shipped, "oTrainingModel")]


def test_a_plain_loop_joins_the_execution_of_its_run(shipped: Path, tmp_path: Path) -> None:
    needs("torch")
    place = copied(SCRIPTS / "torch", tmp_path / "work")
    code, said, _ = captured(shipped, place, interpreted("loop.py", "--lr", "0.05"))
    assert code == 0
    assert epochs(shipped) == [1, 2, 3]
    losses = [row["loss"] for row in rows(shipped, "oTrainingModel")]
    assert losses == pytest.approx(
        [float(line.split()[-1]) for line in said.splitlines()], abs=1e-6
    )
    (hyperparameters,) = rows(shipped, "iTrainingModel")
    expected = {"optimizer_name": "SGD", "learning_rate": 0.05, "batch_size": 16}
    expected |= {"num_layers": 3, "num_parameters": 49, "schedule": "StepLR"}
    assert expected.items() <= hyperparameters.items()
    changes = [(2, 0.05, 0.025), (3, 0.025, 0.0125)]
    assert changes_of_rate(shipped) == [(*each, "schedule", "StepLR") for each in changes]
    assert rows(shipped, "iRun")[0]["lr"] == 0.05
    assert "model.pt" in {event["name"] for event in of_type(shipped, "file")}
    (ended,) = of_type(shipped, "execution_ended")
    assert ended["status"] == "FINISHED"


def test_validations_of_a_plain_loop_are_no_epochs(shipped: Path, tmp_path: Path) -> None:
    needs("torch")
    assert run(shipped, tmp_path, "torch", "workers.py") == 0
    assert epochs(shipped) == [1, 2]
    assert len(of_type(shipped, "execution_started")) == 1


def test_the_next_plain_loop_is_an_execution_of_its_own(shipped: Path, tmp_path: Path) -> None:
    needs("torch")
    assert run(shipped, tmp_path, "torch", "search.py") == 0
    first, second = of_type(shipped, "execution_started")
    assert second["execution"] == f"{first['execution']}-2"
    assert sorted(epochs(shipped)) == [1, 1, 2, 2]
    assert {row["learning_rate"] for row in rows(shipped, "iTrainingModel")} == {0.01, 0.1}


def test_optimizers_that_take_turns_are_one_training(shipped: Path, tmp_path: Path) -> None:
    needs("torch")
    place = copied(SCRIPTS / "torch", tmp_path / "work")
    code, said, _ = captured(shipped, place, interpreted("adversaries.py"))
    assert code == 1
    assert len(said.splitlines()) == 2
    assert epochs(shipped) == [1, 2]
    (hyperparameters,) = rows(shipped, "iTrainingModel")
    rates = (hyperparameters["learning_rate_0"], hyperparameters["learning_rate_1"])
    assert rates == (0.01, 0.02)
    assert hyperparameters["num_parameters"] == 6 + 12 + 5
    (ended,) = of_type(shipped, "execution_ended")
    assert (ended["status"], ended["error"]["message"]) == ("FAILED", "no more power")


@pytest.mark.parametrize("package", ["lightning", "pytorch_lightning"])
def test_a_training_with_lightning_is_captured_once(
    shipped: Path, tmp_path: Path, package: str
) -> None:
    needs(package)
    place = copied(SCRIPTS / "lightning", tmp_path / "work")
    script = place / "module.py"
    text = script.read_text().replace("import lightning", f"import {package} as lightning")
    script.write_text(text)
    without = plain(shipped, place, interpreted("module.py"))
    assert captured(shipped, place, interpreted("module.py"))[:2] == without[:2]
    assert without[0] == 0
    assert epochs(shipped) == [1, 2, 3]
    assert len(of_type(shipped, "execution_started")) == 1
    (hyperparameters,) = rows(shipped, "iTrainingModel")
    assert {"num_epochs": 3, "learning_rate": 0.1, "batch_size": 8}.items() <= (
        hyperparameters.items()
    )
    changes = [(2, 0.1, 0.05), (3, 0.05, 0.025)]
    assert changes_of_rate(shipped) == [(*each, "schedule", "StepLR") for each in changes]


def test_a_training_with_transformers_is_captured_once(shipped: Path, tmp_path: Path) -> None:
    needs("transformers")
    assert run(shipped, tmp_path, "transformers", "trainer.py") == 0
    assert epochs(shipped) == [1, 2]
    assert len(of_type(shipped, "execution_started")) == 1
    (hyperparameters,) = rows(shipped, "iTrainingModel")
    assert {"num_epochs": 2, "batch_size": 8, "seed": 5, "model_type": "bert"}.items() <= (
        hyperparameters.items()
    )
    assert [(row[0], row[3], row[4]) for row in changes_of_rate(shipped)] == [
        (1, "schedule", "LambdaLR"),
        (2, "schedule", "LambdaLR"),
    ]


def test_keras_on_pytorch_is_captured_once(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("keras")
    needs("torch")
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    place = copied(SCRIPTS / "keras", tmp_path / "work")
    without = plain(shipped, place, interpreted("callbacks.py"))
    assert captured(shipped, place, interpreted("callbacks.py"))[:2] == without[:2]
    assert without[0] == 0
    told = int(without[1].split()[0])
    assert epochs(shipped) == list(range(1, told + 1))
    assert len(of_type(shipped, "execution_started")) == 1
    assert {row[4] for row in changes_of_rate(shipped)} == {"ReduceLROnPlateau"}
