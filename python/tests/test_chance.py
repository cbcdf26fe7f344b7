"""Trainings, shippers and servers that fail at moments drawn by chance, and lose nothing."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cnnprov import _layout
from tests.fake_server import FakeServer, Misbehaviour
from tests.processes import cli, end_shipper, environment, eventually

ROUNDS = int(os.environ.get("CNNPROV_CHANCE_ROUNDS", "4"))

WRITER = """
import sys
from pathlib import Path
from cnnprov._spool import SpoolWriter
writer = SpoolWriter(Path(sys.argv[1]), segment_bytes=3000)
start = '{"type":"execution_started","at":"2026-11-23T12:00:00Z","dataflow":"d","execution":"e"}'
writer.append((start + "\\n").encode())
for number in range(1, 100_000):
    writer.append(b'{"type":"note","number":%d}\\n' % number)
    if number % 50 == 0:
        print(number, flush=True)
"""


def misbehaviour(chance: random.Random) -> Misbehaviour:
    return chance.choice(
        [
            Misbehaviour(503),
            Misbehaviour(503, after_storing=True),
            Misbehaviour(429, headers={"Retry-After": "0"}),
            Misbehaviour(cut=True),
            Misbehaviour(413),
            Misbehaviour(200, body=b"<html>"),
            Misbehaviour(200, body=b"<html>", after_storing=True),
            Misbehaviour(409, body=b'{"expected":0}'),
        ]
    )


def killed_writer(spool: Path, chance: random.Random) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(spool)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for _ in range(chance.randint(1, 20)):
        process.stdout.readline()
    process.kill()
    process.communicate()


def tear_last_line(spool: Path, chance: random.Random) -> None:
    for segments in _layout.segments(spool).values():
        with segments[-1].path.open("ab") as file:
            file.write(b'{"type":"note","num'[: chance.randint(0, 19)])


def written(spool: Path) -> dict[str, list[bytes]]:
    """The whole events of each log, as the writers left them."""
    logs: dict[str, list[bytes]] = {}
    for producer, segments in _layout.segments(spool).items():
        for segment in segments:
            lines = segment.path.read_bytes().rpartition(b"\n")[0].split(b"\n")
            logs.setdefault(producer, []).extend(lines[1:])
    return logs


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_every_event_is_stored_exactly_once(tmp_path: Path, round_number: int) -> None:
    seed = int(os.environ.get("CNNPROV_TEST_SEED", time.time_ns() % 1_000_000)) + round_number
    print(f"CNNPROV_TEST_SEED={seed - round_number}")
    chance = random.Random(seed)
    spool = tmp_path / "spool"
    spool.mkdir()
    for _ in range(3):
        killed_writer(spool, chance)
    tear_last_line(spool, chance)
    expected = written(spool)
    with FakeServer() as fake:
        fake.plan.extend(misbehaviour(chance) for _ in range(12))
        for _ in range(3):
            shipper = subprocess.Popen(
                [sys.executable, "-m", "cnnprov", "sync", str(spool), "--watch"],
                env=environment(spool, fake.url),
                stdout=subprocess.DEVNULL,
            )
            answers = len(fake.statuses) + chance.randint(1, 3)
            eventually(
                lambda shipper=shipper, answers=answers: (  # type: ignore[misc]
                    len(fake.statuses) >= answers or shipper.poll() is not None
                )
            )
            shipper.kill()
            shipper.wait()
            if chance.random() < 0.5:
                for acknowledgement in spool.glob("*.ack"):
                    acknowledgement.write_text(f"{chance.randint(0, 40)}\n")
        fake.plan.clear()
        assert cli(spool, fake.url, "sync").returncode == 0
        end_shipper(spool)
        for producer, lines in expected.items():
            stored = fake.events[producer]
            assert [line for line in stored if b"stand-in" in line] == []
            assert stored[: len(lines)] == lines
            (end,) = stored[len(lines) :]
            assert json.loads(end)["status"] == "ABORTED"
    assert list(spool.glob("*.ndjson")) == []
