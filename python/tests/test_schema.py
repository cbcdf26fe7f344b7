"""What this library writes, held against the contract of all languages."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import cnnprov
from cnnprov.dfanalyzer import Dataflow, DataSet, Element, Task
from tests import logs

SPEC = Path(__file__).parents[2] / "spec"
GOLDEN = sorted((SPEC / "golden" / "batches").glob("*.ndjson"))
SCHEMA = json.loads((SPEC / "events.schema.json").read_text())
EVENT = Draft202012Validator(SCHEMA)
HEADER = Draft202012Validator(json.loads((SPEC / "batch-header.schema.json").read_text()))


def capture_everything(directory: Path) -> None:
    weights = directory / "weights.keras"
    weights.write_bytes(b"w")
    previous = {"dataflow": "other-df", "execution": "then"}
    with cnnprov.execution("df", hyperparameters={"lr": 1e-5}, resumed_from=previous) as run:
        run.layers([{"index": 0, "name": "conv", "class": "Conv2D", "attribute": "k", "value": 3}])
        run.log(loss=math.nan, accuracy=None, flag=True)
        run.log(step=1, loss=math.inf)
        run.adaptation(new_value=0.5, epoch=2, inputs={"factor": 0.5})
        run.test(accuracy=0.9)
        run.file(weights, epoch=1)
        run.note("é 图像 🚀 \u2028", fold=1)
        with run.task("DenseBlock") as task:
            task.use("iDenseBlock", K=32, name="a")
            task.produce("oDenseBlock", x1=1.5)
            task.file(weights, role="input")
        with run.task("Decoder", dependencies=[task]) as task:
            task.use("oDenseBlock")
    run = cnnprov.execution("df", resumed_from=run.tag)
    run.log(loss=1)
    run.end(error=ValueError("diverged"))
    Dataflow("old-df", True).save()
    old = Task(1, "old-df", "run", "LoadData", sub_id="a")
    old.add_dataset(DataSet("iInputDataset", [Element(["flowers", None])]))
    old.begin()
    old.set_error_message("x")
    old.end()


def test_every_event_is_valid(spool: Path, tmp_path: Path) -> None:
    capture_everything(tmp_path)
    events = logs.events(spool)
    assert len(events) > 30
    for event in events:
        EVENT.validate(event)
        unknown = set(event) - set(SCHEMA["$defs"][event["type"]]["properties"])
        assert unknown == set(), event
    for segment in spool.glob("*.ndjson"):
        HEADER.validate(json.loads(segment.read_text().splitlines()[0]))


def test_there_are_golden_batches() -> None:
    assert len(GOLDEN) > 10


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_batch_lies_in_the_spool_as_it_is(path: Path, tmp_path: Path) -> None:
    """Its lines, appended by the writer, make the same request body."""
    from cnnprov import _layout
    from cnnprov._delivery import Delivery

    header, _, lines = path.read_bytes().partition(b"\n")
    batch = json.loads(header)
    HEADER.validate(batch)
    segment = _layout.segment_path(tmp_path, batch["producer"], batch["first"])
    segment.write_bytes(_layout.header(batch["producer"], batch["first"]) + lines)
    _layout.write_acknowledged(tmp_path, batch["producer"], batch["first"] - 1)
    delivery = Delivery(tmp_path, batch["producer"])
    segments = _layout.segments(tmp_path)[batch["producer"]]
    if batch["first"] > 0:
        probe = delivery.next_batch(segments, complete=True)
        assert probe is not None
        assert delivery.stored(probe, batch["first"] - 1)
    sent = delivery.next_batch(segments, complete=True)
    assert sent is not None
    assert sent.body == path.read_bytes().rstrip(b"\n") + b"\n"
