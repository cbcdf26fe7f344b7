"""Steps by template are the lines that the encoder writes."""

from __future__ import annotations

import random
import threading
from collections.abc import Mapping

import numpy as np

from cnnprov._encoding import Row, encode_event
from cnnprov._step_lines import StepLines
from cnnprov._training import step_row

AT = "2026-01-02T03:04:05.678901Z"
NAMES = (
    "loss",
    "100 %s %%",
    'a"b\\c',
    "ℓ₂ \u2028 \U0001f600",
    "",
    "NaN",
    "\x00",
    "timestamp",
    "rank",
)


def _line_of(at: str, row: Row) -> bytes:
    return encode_event({"type": "elements", "at": at, "task": "7 %d", "rows": [row]})


def _expected(own: Row, step: int, epoch: int | None, metrics: Mapping[str, object]) -> bytes:
    return _line_of(AT, {**own, **step_row(step, epoch, metrics, AT)})


def _value(chance: random.Random) -> object:
    return chance.choice(
        (
            chance.random(),
            chance.uniform(-1e308, 1e308) * 10 ** -chance.randrange(300),
            float(chance.randrange(-(2**60), 2**60)),
            float("nan"),
            float("-inf"),
            -0.0,
            chance.randrange(-(2**70), 2**70),
            True,
            False,
            None,
            np.float32(chance.random()),
            np.array([chance.random()]),
            chance.choice(NAMES),
        )
    )


def test_any_step_is_the_line_that_the_encoder_writes() -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    owns: list[Row] = [{}, {"rank": 3}]
    for own in owns:
        lines = StepLines(_line_of, own)
        for _ in range(500):
            names = chance.sample(NAMES, chance.randrange(len(NAMES)))
            for _ in range(chance.randrange(1, 4)):  # with the names of the step before
                metrics = {name: _value(chance) for name in names}
                step = chance.randrange(2**40)
                epoch = chance.choice((None, chance.randrange(100)))
                line = lines.line(AT, step, epoch, metrics)
                assert line == _expected(own, step, epoch, metrics)


def test_threads_with_measures_of_their_own_do_not_mix() -> None:
    lines = StepLines(_line_of, {})
    wrong: list[bytes] = []

    def write(name: str) -> None:
        for number in range(20_000):
            line = lines.line(AT, number, None, {name: 0.5})
            if line != _expected({}, number, None, {name: 0.5}):
                wrong.append(line)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("loss", "accuracy")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
