from __future__ import annotations

import re

import pytest

from cnnprov import _identity
from cnnprov._identity import Rank, execution_tag, rank


@pytest.fixture(autouse=True)
def _fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_identity, "_shared_tags_used", type(_identity._shared_tags_used)())


def test_a_new_tag_names_dataflow_and_time() -> None:
    assert re.fullmatch(r"alexnet-df-\d{8}T\d{6}Z-[0-9a-f]{8}", execution_tag("alexnet-df", {}))
    assert execution_tag("a", {}) != execution_tag("a", {})


def test_the_variable_comes_first_and_later_executions_are_numbered() -> None:
    environment = {"CNNPROV_EXECUTION": "mine", "SLURM_JOB_ID": "77"}
    assert [execution_tag("df", environment) for _ in range(3)] == ["mine", "mine-2", "mine-3"]


@pytest.mark.parametrize(
    ("environment", "tag"),
    [
        (
            {"TORCHELASTIC_RUN_ID": "run9", "TORCHELASTIC_RESTART_COUNT": "2", "WORLD_SIZE": "4"},
            "df-run9-2",
        ),
        ({"SLURM_JOB_ID": "77", "SLURM_NTASKS": "2"}, "df-77-0"),
        ({"SLURM_JOB_ID": "77", "SLURM_RESTART_COUNT": "1", "SLURM_NTASKS": "2"}, "df-77-1"),
    ],
)
def test_ranks_agree_through_their_launcher(environment: dict[str, str], tag: str) -> None:
    index = "RANK" if "WORLD_SIZE" in environment else "SLURM_PROCID"
    assert execution_tag("df", environment | {index: "1"}) == tag


def test_torchruns_nameless_runs_are_told_by_their_launcher() -> None:
    environment = {"TORCHELASTIC_RUN_ID": "none", "RANK": "0", "WORLD_SIZE": "2"}
    first = execution_tag("df", environment)
    assert first.startswith("df-")
    assert "none" not in first


def test_a_job_that_trains_alone_twice_makes_two_executions() -> None:
    environment = {"SLURM_JOB_ID": "77"}
    tags = {execution_tag("df", environment) for _ in range(2)}
    assert len(tags) == 2
    assert all(tag.startswith("df-77-0-") for tag in tags)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, Rank(0, 1)),
        ({"RANK": "3", "WORLD_SIZE": "4"}, Rank(3, 4)),
        ({"SLURM_PROCID": "1", "SLURM_NTASKS": "8"}, Rank(1, 8)),
        ({"OMPI_COMM_WORLD_RANK": "2", "OMPI_COMM_WORLD_SIZE": "3"}, Rank(2, 3)),
        ({"RANK": "x", "WORLD_SIZE": "4"}, Rank(0, 1)),
    ],
)
def test_rank(environment: dict[str, str], expected: Rank) -> None:
    assert rank(environment) == expected


def test_ranks_but_the_first_number_their_tasks_by_themselves() -> None:
    assert [Rank(0, 4).numbered(2), Rank(3, 4).numbered(2)] == ["2", "3.2"]
