"""The table of `cnnprov diff`."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cnnprov._cli import main
from tests.fake_server import FakeServer
from tests.processes import environment

ANSWER: dict[str, Any] = {
    "executions": [
        {
            "id": number,
            "tag": f"run-{number}",
            "dataflow": {"id": 1, "tag": "net"},
            "name": None,
            "status": "FINISHED",
            "started_at": None,
            "ended_at": None,
        }
        for number in (4, 7)
    ],
    "hyperparameters": [
        {"name": "learning_rate", "values": [0.001, 0.01], "differs": True},
        {"name": "batch_size", "values": [64, 64], "differs": False},
    ],
    "adaptations": [
        {
            "name": "learning_rate",
            "epoch": 11.0,
            "values": [
                {"old_value": 0.001, "new_value": 0.0005, "kind": "callback", "cause": "StepDecay"},
                None,
            ],
            "differs": True,
        }
    ],
    "data": [
        {
            "name": "flowers.npz",
            "values": [
                {"sha256": "a" * 64, "size": 9, "path": "/data"},
                {"sha256": None, "size": 8, "path": "/data"},
            ],
            "differs": True,
        }
    ],
    "code": [
        {"name": "commit", "values": ["0123456789abcdef", None], "differs": True},
        {"name": "diff", "values": ["one\ntwo\n", None], "differs": True},
    ],
    "environment": {
        "packages": [{"name": "keras", "values": ["3.14", "3.15"], "differs": True}],
        "variables": [],
        "system": [],
        "machine": [],
    },
    "metrics": [
        {
            "name": "loss",
            "better": "less",
            "shared_epochs": 2,
            "shared_epoch": 2.0,
            "values": [
                {
                    "last": "NaN",
                    "best": 0.25,
                    "best_epoch": 2.0,
                    "at_shared": 0.25,
                    "area": 0.5,
                    "epochs": 3,
                    "not_finite": 1,
                },
                {
                    "last": 0.125,
                    "best": 0.125,
                    "best_epoch": 3.0,
                    "at_shared": 0.5,
                    "area": 0.75,
                    "epochs": 3,
                    "not_finite": 0,
                },
            ],
            "differs": True,
        }
    ],
}

TABLE = """\
                        4                7
  dataflow              net              net
  execution             run-4            run-7
  status                FINISHED         FINISHED

hyperparameters
  learning_rate         0.001            0.01

adaptations
  learning_rate @ 11    0.001 → 0.0005   -

data
  flowers.npz           aaaaaaaaaaaa     8 bytes

code
  commit                0123456789ab     -
  diff                  2 lines          -

packages
  keras                 3.14             3.15

metrics
  loss last             NaN              0.125
  loss best             0.25 @ 2         0.125 @ 3 *
  loss at 2             0.25 *           0.5
  loss area             0.5 *            0.75
"""


@pytest.fixture(autouse=True)
def answering(fake: FakeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.answers["/api/v1/compare?executions=4,7"] = (200, ANSWER)
    monkeypatch.setenv("CNNPROV_URL", fake.url)
    monkeypatch.delenv("COLUMNS", raising=False)


def test_what_differs_stands_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "4", "7"]) == 0
    shown = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert shown == [line.split() for line in TABLE.splitlines()]


def test_columns_begin_at_the_same_place(capsys: pytest.CaptureFixture[str]) -> None:
    main(["diff", "4", "7"])
    lines = capsys.readouterr().out.splitlines()
    second = lines[0].index("7")
    cells = ["net", "run-7", "FINISHED", "0.01", "8 bytes", "3.15", "0.125 @ 3 *", "0.75"]
    for cell in cells:
        assert any(line[second:] == cell for line in lines), cell


def test_everything_is_shown_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    main(["diff", "4", "7", "--all"])
    assert ["batch_size", "64", "64"] in [
        line.split() for line in capsys.readouterr().out.splitlines()
    ]


def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    main(["diff", "4", "7"])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 50
    assert any("…" in line for line in lines)


def test_colours_are_for_terminals_only(tmp_path: Path, fake: FakeServer) -> None:
    def shown(**more: str) -> bytes:
        reader, writer = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "cnnprov", "diff", "4", "7"],
            env=environment(tmp_path, fake.url, **more),
            stdout=writer,
        )
        os.close(writer)
        text = b""
        while True:
            try:
                part = os.read(reader, 65536)
            except OSError:  # the end, as Linux tells it
                break
            if not part:
                break
            text += part
        os.close(reader)
        assert process.wait() == 0
        return text

    assert b"\x1b[32m0.125 @ 3 *\x1b[0m" in shown()
    assert b"\x1b[" not in shown(NO_COLOR="1")


def test_one_execution_is_no_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["diff", "4", "4"])
    assert end.value.code == 2
    assert "two different executions" in capsys.readouterr().err
