from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.logs import of_type, rows

SCRIPT = Path(__file__).with_name("training_script.py")


def weights(directory: Path, capture: str) -> str:
    """The digest of the weights and the optimizer's state after the script's trainings."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(directory), capture],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TF_DETERMINISTIC_OPS": "1"},
    )
    return done.stdout.strip()


def test_a_capture_changes_no_bit_of_the_weights(spool: Path, tmp_path: Path) -> None:
    plain = weights(tmp_path, "plain")
    assert weights(tmp_path, "plain") == plain
    assert of_type(spool, "execution_started") == []
    assert weights(tmp_path, "captured") == plain
    assert len(rows(spool, "oTrainingModel")) == 3 * 4
    assert weights(tmp_path, "steps") == plain
    assert len(rows(spool, "oTrainingStep")) == 3 * 4 * 3
    ended = of_type(spool, "execution_ended")
    assert [event["status"] for event in ended] == ["FINISHED"] * 6
    assert len(rows(spool, "oTestingModel")) == 6
    assert len(of_type(spool, "file")) == 2 * 3 * 4
