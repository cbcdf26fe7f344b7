"""Writers and shippers that are killed, before a real server that keeps each event once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import cnnprov
from tests.processes import cli, environment, eventually
from tests.server.killing_proxy import KillingProxy, Plan, Step

ROUNDS = int(os.environ.get("CNNPROV_CHANCE_ROUNDS", "1"))

WRITER = """
import sys
from pathlib import Path
from cnnprov._spool import SpoolWriter
spool, dataflow, execution = sys.argv[1:]
writer = SpoolWriter(Path(spool), segment_bytes=1000)
at = '"at":"2026-11-23T12:00:00Z"'
writer.append(
    ('{"type":"dataflow_declared",%s,"dataflow":{"tag":"%s","predefined":true}}\\n'
     '{"type":"execution_started",%s,"dataflow":"%s","execution":"%s"}\\n'
     % (at, dataflow, at, dataflow, execution)).encode(), 2)
for number in range(100_000):
    writer.append(('{"type":"note",%s,"text":"%d"}\\n' % (at, number)).encode())
    print(number, flush=True)
"""


class Writer:
    """A process that captures, and what it has said to have captured."""

    def __init__(self, spool: Path, dataflow: str) -> None:
        self.execution = uuid.uuid4().hex
        self.captured = -1
        self._process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(spool), dataflow, self.execution],
            stdout=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith("\n"):
                self.captured = int(line)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()


class Scene:
    """A spool with killed writers, a shipper to kill, and the books."""

    def __init__(self, spool: Path, proxy: KillingProxy, chance: random.Random) -> None:
        self.spool = spool
        self.proxy = proxy
        self.dataflow = f"kills-{uuid.uuid4().hex}"
        spool.mkdir()
        self.writers: list[Writer] = []
        for _ in range(2):
            self.capture(chance)

    def capture(self, chance: random.Random) -> None:
        """A writer that is killed after some hundred events."""
        writer = Writer(self.spool, self.dataflow)
        self.writers.append(writer)
        least = chance.randint(100, 400)
        eventually(lambda: writer.captured >= least)
        writer.kill()

    def shipper(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "cnnprov", "sync", str(self.spool), "--watch"],
            env=environment(self.spool, self.proxy.url),
            stdout=subprocess.DEVNULL,
        )

    def segments(self) -> int:
        return len(list(self.spool.glob("*.ndjson")))

    def check(self, server: str) -> None:
        """All that was captured is stored, once, and nothing is left behind."""
        answer = cli(self.spool, server, "sync")
        assert answer.returncode == 0, answer.stderr
        for writer in self.writers:
            ((stored, different, last, status),) = cnnprov.sql(
                "select count(*), count(distinct n.text), max(n.text::bigint), max(e.status) "
                "from note n join dataflow_execution e on e.id = n.execution_id where e.tag = ?",
                [writer.execution],
            )
            assert stored == different == last + 1  # each once, from 0 on
            assert last >= writer.captured
            assert status == "ABORTED"
        assert self.segments() == 0


def killed_at(step: Step, latest: int = 8) -> Callable[[Scene, random.Random], str]:
    def kill(scene: Scene, chance: random.Random) -> str:
        shipper = scene.shipper()
        passing = chance.randint(0, latest)
        with scene.proxy.mutex:
            scene.proxy.plan = Plan(shipper.pid, step, passing)
        eventually(scene.proxy.killed.is_set)
        shipper.wait()
        assert shipper.returncode == -9
        return f"in request {scene.proxy.requests}, {scene.segments()} segments left"

    return kill


def killed_during_removal(scene: Scene, chance: random.Random) -> str:
    """When the first segments are gone and others are not; one that was quicker does not count."""
    for attempt in range(1, 21):
        before = scene.segments()
        shipper = scene.shipper()
        wanted = before - chance.randint(1, 5)
        while scene.segments() > wanted and shipper.poll() is None:
            pass
        shipper.kill()
        shipper.wait()
        if 0 < scene.segments() < before:
            return f"{scene.segments()} of {before} segments left, in attempt {attempt}"
        scene.capture(chance)
    raise AssertionError("the shipper was quicker twenty times")


def killed_at_random(scene: Scene, chance: random.Random) -> str:
    shipper = scene.shipper()
    requests = chance.randint(1, 20)
    eventually(lambda: scene.proxy.requests >= requests or shipper.poll() is not None)
    time.sleep(chance.uniform(0, 0.01))
    shipper.kill()
    shipper.wait()
    return f"after {scene.proxy.requests} requests"


STEPS = {
    "before-send": killed_at("connected", latest=0),
    "sent-not-stored": killed_at("sent"),
    "stored-not-answered": killed_at("stored"),
    "answered-not-acknowledged": killed_at("answered"),
    "during-removal": killed_during_removal,
    "at-random": killed_at_random,
}


@pytest.fixture
def proxy(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[KillingProxy]:
    monkeypatch.setenv("CNNPROV_URL", server)
    monkeypatch.delenv("CNNPROV_TOKEN", raising=False)
    with KillingProxy(server) as proxy:
        yield proxy


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_every_event_is_stored_once_however_its_shipper_is_killed(
    tmp_path: Path, proxy: KillingProxy, server: str, step: str, round_number: int
) -> None:
    seed = int(os.environ.get("CNNPROV_TEST_SEED", time.time_ns() % 1_000_000)) + round_number
    chance = random.Random(seed)
    scene = Scene(tmp_path / "spool", proxy, chance)
    evidence = STEPS[step](scene, chance)
    print(f"killed {step}: {evidence}; CNNPROV_TEST_SEED={seed - round_number}")
    scene.check(server)


def test_a_writer_that_is_killed_while_its_events_are_shipped_loses_none(
    tmp_path: Path, proxy: KillingProxy, server: str
) -> None:
    scene = Scene(tmp_path / "spool", proxy, random.Random(1))
    living = Writer(scene.spool, scene.dataflow)
    scene.writers.append(living)
    for _ in range(max(2, ROUNDS // 3)):
        shipper = scene.shipper()
        already = scene.proxy.requests
        eventually(lambda already=already: scene.proxy.requests > already + 3)  # type: ignore[misc]
        shipper.kill()
        shipper.wait()
    living.kill()
    scene.check(server)
