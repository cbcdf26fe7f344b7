"""Ranks that report to one execution while the server is killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import cnnprov
from cnnprov import _layout
from cnnprov._locks import try_lock
from tests.processes import cli, environment, eventually
from tests.server.real_server import serving

LONG = int(os.environ.get("CNNPROV_CHANCE_ROUNDS", "1")) > 1
RANKS, STEPS, KILLS = (32, 1_000, 3) if LONG else (4, 200, 1)

RANK = """
import sys
import cnnprov
steps, phases = int(sys.argv[1]), int(sys.argv[2])
with cnnprov.execution("ranks-df", hyperparameters={"learning_rate": 0.1}) as run:
    for phase in range(phases):
        sys.stdin.readline()
        for step in range(phase * steps // phases, (phase + 1) * steps // phases):
            run.log(step=step + 1, loss=1 / (step + 1))
        print("reported", phase, flush=True)
    run.log(epoch=1, loss=float(run.rank.index))
    run.test(accuracy=run.rank.index / 100)
"""


class Ranks:
    """Processes that report in phases, each of which begins when they are told."""

    def __init__(self, spool: Path, url: str, phases: int) -> None:
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-c", RANK, str(STEPS), str(phases)],
                env=environment(
                    spool,
                    url,
                    CNNPROV_EXECUTION="one",
                    RANK=str(rank),
                    WORLD_SIZE=str(RANKS),
                ),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for rank in range(RANKS)
        ]

    def begin(self) -> None:
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()

    def await_reported(self, which: slice) -> None:
        for process in self.processes[which]:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("reported")

    def await_end(self) -> None:
        assert [process.wait(120) for process in self.processes] == [0] * RANKS


def test_each_row_of_all_ranks_is_stored_once_while_the_server_is_killed(
    spool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, ranks = 0, None
    for phase in range(KILLS + 1):
        with serving(tmp_path / "data", port) as (url, server):
            port = int(url.rpartition(":")[2])
            ranks = ranks or Ranks(spool, url, KILLS + 1)
            ranks.begin()
            ranks.await_reported(slice(0, 1))
            if phase < KILLS:  # the others are in the midst of their steps
                server.kill()
            ranks.await_reported(slice(1, None))
            if phase == KILLS:
                ranks.await_end()
                assert cli(spool, url, "sync").returncode == 0
                monkeypatch.setenv("CNNPROV_URL", url)
                _check()


def _check() -> None:
    steps = cnnprov.sql(
        """select count(*), count(distinct (s.rank, s.step)), min(s.step), max(s.step)
        from "ranks-df".otrainingstep s join task t on t.id = s.trainingmodel_task_id
        where t.df_exec = 'one'"""
    )
    assert list(steps) == [(RANKS * STEPS, RANKS * STEPS, 1, STEPS)]
    executions = cnnprov.sql("select tag, status from dataflow_execution")
    assert list(executions) == [("one", "FINISHED")]
    of_the_run = cnnprov.sql('select epoch, loss, learning_rate from "ranks-df".training_epoch')
    assert list(of_the_run) == [(1, 0, 0.1)]
    beside = cnnprov.sql('select rank, loss from "ranks-df".otrainingrank order by rank')
    assert list(beside) == [(rank, rank) for rank in range(1, RANKS)]
    tests = cnnprov.sql('select accuracy from "ranks-df".otestingmodel')
    assert list(tests) == [(0,)]
    refused = cnnprov.sql("select status, count(*) from task group by status")
    assert dict(refused) == {"FINISHED": 2 * RANKS}


def test_two_login_nodes_ship_the_spool_of_compute_nodes(
    spool: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool.mkdir()
    lock = try_lock(spool / _layout.SHIPPER_LOCK)  # of a compute node, which reaches no server
    assert lock is not None
    (spool / _layout.SHIPPER_HOST).write_text("node17")
    shippers = [
        subprocess.Popen(
            [sys.executable, "-m", "cnnprov", "sync", "--watch", "--stay", str(spool)],
            env=environment(spool, server),
            stdout=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    script = """
import sys, cnnprov
with cnnprov.execution("compute-df") as run:
    for step in range(500):
        run.log(step=step, loss=1)
"""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            env=environment(spool, "http://127.0.0.1:9", CNNPROV_EXECUTION=f"job-{number}"),
        )
        for number in range(4)
    ]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    monkeypatch.setenv("CNNPROV_URL", server)
    eventually(lambda: not list(spool.glob("*.ndjson")))
    rows = cnnprov.sql(
        """select e.tag, e.status, count(*), count(distinct s.step)
        from "compute-df".otrainingstep s join task t on t.id = s.trainingmodel_task_id
        join dataflow_execution e on e.id = t.execution_id group by all order by e.tag"""
    )
    assert list(rows) == [(f"job-{number}", "FINISHED", 500, 500) for number in range(4)]
    for shipper in shippers:
        assert shipper.poll() is None
        shipper.send_signal(signal.SIGINT)
        assert shipper.wait(60) == 130
    os.close(lock)
