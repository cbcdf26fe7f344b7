from __future__ import annotations

import hashlib
import urllib.request
from pathlib import Path

import pytest

import cnnprov
from tests.processes import cli, training


def extract(spool: Path, server: str, *arguments: str) -> tuple[int, str, str]:
    answer = cli(spool, server, "extract", *arguments)
    assert cli(spool, server, "sync").returncode == 0
    return answer.returncode, answer.stdout, answer.stderr


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "results.csv"
    file.write_text(text)
    return file


def rejected(server: str) -> str:
    with urllib.request.urlopen(f"{server}/api/v1/rejected") as answer:
        return str(answer.read().decode())


def test_a_file_becomes_rows_of_a_new_execution(
    server: str, directory: Path, tmp_path: Path
) -> None:
    file = written(tmp_path, "t,name\n1,a\n2,b\n")
    code, said, _ = extract(
        directory,
        server,
        str(file),
        *("--dataflow", "heat-new", "--transformation", "Solve", "--set", "oSolve"),
    )
    assert code == 0
    assert "2 rows of" in said
    assert list(cnnprov.sql('select t, name from "heat-new".osolve order by id').rows) == [
        (1.0, "a"),
        (2.0, "b"),
    ]
    assert list(
        cnnprov.sql(
            "select f.sha256, f.role, t.status, e.status"
            " from file f join task t on t.id = f.task_id"
            " join dataflow_execution e on e.id = t.execution_id"
            " join dataflow d on d.id = e.df_id where d.tag = 'heat-new'"
        ).rows
    ) == [(hashlib.sha256(file.read_bytes()).hexdigest(), "output", "FINISHED", "FINISHED")]


def test_rows_are_added_to_an_execution_that_exists_and_does_not_end_by_it(
    server: str, directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CNNPROV_SPOOL", str(directory))
    with cnnprov.execution("heat-guest", tag="guest-1") as run:
        with run.task("Solve") as task:
            task.use("iSolve", dt=0.1)
        assert cli(directory, server, "sync").returncode == 0
        file = written(tmp_path, "t\n1\n2\n")
        where = ("--dataflow", "Heat-Guest", "--transformation", "solve", "--set", "oSolve")
        code, _, _ = extract(directory, server, str(file), *where, "--execution", "guest-1")
        assert code == 0
        assert list(
            cnnprov.sql(
                'select o.t, e.tag, e.status from "heat-guest".ds_osolve o'
                " join task t on t.id = o.solve_task_id"
                " join dataflow_execution e on e.id = t.execution_id order by o.id"
            ).rows
        ) == [(1.0, "guest-1", "RUNNING"), (2.0, "guest-1", "RUNNING")]


def test_an_execution_that_does_not_exist_is_an_error(
    server: str, directory: Path, tmp_path: Path
) -> None:
    file = written(tmp_path, "t\n1\n")
    where = ("--dataflow", "heat-new", "--transformation", "Solve", "--set", "oSolve")
    code, _, said = extract(directory, server, str(file), *where, "--execution", "none")
    assert code == 1
    assert "has no execution 'none'" in said


def test_nothing_comes_of_a_file_with_an_error(
    server: str, directory: Path, tmp_path: Path
) -> None:
    file = written(tmp_path, "t,u\n1,2\n3\n")
    where = ("--dataflow", "heat-error", "--transformation", "Solve", "--set", "oSolve")
    code, _, said = extract(directory, server, str(file), *where)
    assert code == 1
    assert "results.csv, line 3: expected 2 values, came 1" in said
    assert list(cnnprov.sql("select count(*) from dataflow where tag = 'heat-error'").rows) == [
        (0,)
    ]


def test_show_prints_rows_and_records_nothing(server: str, directory: Path, tmp_path: Path) -> None:
    file = written(tmp_path, "t\n1\n")
    code, said, _ = extract(directory, server, str(file), "--show")
    assert (code, said) == (0, "{'t': 1}\n")


def test_an_extractor_that_the_dataflow_declares_says_what_to_read(
    server: str, directory: Path, tmp_path: Path
) -> None:
    declared = (
        "from cnnprov.dfanalyzer import *\n"
        "x = Extractor('ext1', ExtractorCartridge.EXTRACTION, ExtractorExtension.CSV)\n"
        "o = Set('oSolve', SetType.OUTPUT, [Attribute('t', AttributeType.NUMERIC, 'ext1'),"
        " Attribute('Code', AttributeType.TEXT, 'ext1'),"
        " Attribute('plot', AttributeType.FILE, 'ext1'),"
        " Attribute('other', AttributeType.TEXT)], [x])\n"
        "Dataflow('heat-declared', [Transformation('Solve', [o])]).save()\n"
    )
    assert training(directory, server, declared).wait(60) == 0
    assert cli(directory, server, "sync").returncode == 0
    where = ("--dataflow", "heat-declared", "--extractor", "ext1")
    file = written(tmp_path, "T,CODE,plot,ignored\n1,007,a.png,a\n2,010,,b\n")
    refused = rejected(server)
    code, said, error = extract(directory, server, str(file), *where)
    assert (code, error) == (0, "")
    assert "2 rows of" in said
    assert rejected(server) == refused
    assert list(
        cnnprov.sql('select t, code, plot, other from "heat-declared".osolve order by id')
    ) == [(1.0, "007", "a.png", None), (2.0, "010", None, None)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNNPROV_URL", server)
        patch.setenv("CNNPROV_SPOOL", str(directory))
        done = cnnprov.extract(file, "heat-declared", extractor="ext1")
    assert (done.rows, done.set, done.transformation, done.task) == (2, "osolve", "solve", "1")
    assert cli(directory, server, "sync").returncode == 0
    found = cnnprov.sql(
        """
        select t, code from "heat-declared".ds_osolve o
        join task on task.id = o.solve_task_id where task.df_exec = ? order by o.id""",
        [done.execution],
    )
    assert list(found) == [(1.0, "007"), (2.0, "010")]
    file = written(tmp_path, "T,CODE,plot\n1,007,a.png\nhigh,010,b.png\n")
    code, said, error = extract(directory, server, str(file), *where)
    assert (code, said) == (1, "")
    assert "results.csv, line 3, column T: expected a number, came 'high'" in error
