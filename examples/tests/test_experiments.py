"""The runner, its statistics and figures, and that no way of capture changes the weights."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import pytest

import asking
import figures
import intervals
from figures import Bar
from html_page import page
from measuring import planned
from place import EXAMPLES, Place
from search import is_no_better, stands_still
from sizes import ALL_WAYS, OURS, SIZES
from stories import Stories

METER = EXAMPLES / "experiments" / "meter.py"


def test_each_block_holds_each_way_once_in_an_order_of_its_own() -> None:
    runs = planned(Place(Path("nowhere"), SIZES["reduced"]), 10, None, None)
    assert runs == planned(Place(Path("nowhere"), SIZES["reduced"]), 10, None, None)
    ways = [run.way for run in runs]
    blocks = [tuple(ways[at : at + len(ALL_WAYS)]) for at in range(0, len(ways), len(ALL_WAYS))]
    assert len(blocks) == 2 * 10
    assert all(Counter(block) == Counter(ALL_WAYS) for block in blocks)
    assert len(set(blocks)) > 10


def test_the_full_matrix_is_the_published_one() -> None:
    runs = planned(Place(Path("nowhere"), SIZES["full"]), 5, None, "alexnet")
    assert len({run.cell for run in runs}) == 3 * 3 * (1 + 2 * 2)
    assert len(runs) == len({run.key for run in runs}) == 45 * 5 * 2


@pytest.mark.parametrize(
    ("size", "options"),
    [
        ("full", ()),
        ("reduced", ("--until", "t.asked")),
        ("smoke", ("--until", "t.asked", "--slow", "3")),
    ],
)
def test_a_training_lasts_until_it_is_asked(size: str, options: tuple[str, ...]) -> None:
    stories = Stories(Place(Path("nowhere"), SIZES[size]), "http://127.0.0.1:9", Path())
    assert stories.sign("t", 3).options == options


def test_an_interval_is_as_wide_as_the_spread_says() -> None:
    values = [1.0, 3.0] * 50
    found = intervals.of(values)
    assert found.mean == 2
    standard_error = 1 / 10
    assert found.low == pytest.approx(2 - 1.96 * standard_error, abs=0.04)
    assert found.high == pytest.approx(2 + 1.96 * standard_error, abs=0.04)
    assert not found.holds_zero
    assert intervals.of([-1.0, 1.0, 0.5]).holds_zero


def test_a_loss_stands_still_when_it_falls_by_little_or_is_none() -> None:
    assert stands_still([(1, 1.0), (2, 0.9)]) is None
    falling = stands_still([(1, 1.0), (2, 0.9), (3, 0.8), (4, 0.7)])
    assert falling is not None
    assert not falling.stop
    for last in (0.96, float("nan")):
        standing = stands_still([(1, 1.0), (2, 0.99), (3, 0.98), (4, last)])
        assert standing is not None
        assert standing.stop


def test_two_trainings_are_compared_at_their_last_common_epoch() -> None:
    earlier = [(1.0, 0.9), (2.0, 0.6), (3.0, 0.5)]
    assert is_no_better([(1.0, 0.1)], earlier) is None
    better = is_no_better([(1.0, 0.9), (2.0, 0.7), (3.0, 0.4), (4.0, 0.9)], earlier)
    assert better is not None
    assert not better.stop
    worse = is_no_better([(1.0, 0.1), (2.0, 0.1), (3.0, 0.5)], earlier)
    assert worse is not None
    assert worse.stop


def test_the_questions_are_those_of_the_guide() -> None:
    guide = (EXAMPLES.parent / "docs" / "guide" / "questions.md").read_text()
    found = asking.questions()
    assert {question.number.split(",")[0] for question in found} == set(map(str, range(1, 14)))
    assert all(question.sql in guide for question in found)
    assert Counter(question.dataflow for question in found) == {"alexnet": 10, "densed": 6}


def test_figures_are_svg_that_holds_what_they_show() -> None:
    bar = Bar("a < b", 0.4, -0.1, 0.9, "#123456", "+0.40 % (-0.10 to +0.90)")
    drawn = [
        figures.bars("bars", "percent", [bar]),
        figures.stacked("stacked", "s", ["one", "two"], {"a < b": [1.0, 2.0]}),
        figures.curves("curves", "epochs", {"a < b": [(1, 3.0), (2, float("nan")), (3, 1.0)]}),
        figures.curves("curves", "epochs", {"a < b": []}),
    ]
    for svg in drawn[:3]:
        assert "a < b" in list(ElementTree.fromstring(svg).itertext())
    note = next(text for text in _texts(drawn[0]) if text.text == bar.note)
    assert float(note.get("x")) + figures.CHARACTER * len(bar.note) <= figures.WIDTH
    lengths = [float(box.get("width")) for box in _boxes(drawn[1])[:2]]
    assert lengths[1] == pytest.approx(2 * lengths[0])
    assert "nan" not in drawn[2]
    assert "no data" in drawn[3]


def _texts(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))


def _boxes(svg: str) -> list[ElementTree.Element]:
    boxes = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect")
    return [box for box in boxes if str(box.get("fill")).startswith("#")]


def test_the_page_has_the_tables_and_figures_of_the_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg>figure</svg>")
    text = "# A & B\n\n| x | y |\n| --- | --- |\n| **1** | `2` |\n\n![f](a.svg)\n\n- one\n- two\n"
    html = page(text, tmp_path)
    assert "<h1>A &amp; B</h1>" in html
    assert "<th>x</th>" in html
    assert "<td><strong>1</strong></td><td><code>2</code></td>" in html
    assert "<svg>figure</svg>" in html
    assert "<li>two</li>" in html


def test_the_meter_counts_what_a_command_leaves_behind(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    leaves = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"
    command = [sys.executable, str(METER), str(tmp_path), sys.executable, "-c", leaves]
    costs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert costs["helper_cpu"] >= 0.3
    assert costs["shipper_cpu"] == 0
    assert costs["wall_seconds"] > 0


def test_no_way_of_capture_changes_a_bit_of_the_weights(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    environment = {name: text for name, text in os.environ.items() if "CNNPROV" not in name}
    environment |= {"KERAS_BACKEND": "jax", "CNNPROV_RESOURCES": "0", "CNNPROV_SPOOL": str(spool)}
    environment |= {"CNNPROV_URL": "http://127.0.0.1:9", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(Path(__file__).with_name("four_ways.py")), str(tmp_path)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    os.kill(int((spool / "shipper.lock").read_text()), signal.SIGTERM)
    said = json.loads(done.stdout.splitlines()[-1])
    assert len({each["weights"] for each in said.values()}) == 1
    assert said["none"]["calls"] == {}
    for way in OURS:
        assert said[way]["calls"]["on_epoch_end"]["calls"] == 3
    spooled = "".join(path.read_text() for path in spool.glob("*.ndjson"))
    assert spooled.count('"set":"oTrainingModel"') == 3 * len(OURS)
    assert spooled.count('"set":"oAdaptation"') == 2 * len(OURS)
    assert spooled.count('"set":"iDenseBlock"') == 2  # Keras-Prov has no words for it
