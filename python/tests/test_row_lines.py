"""Rows by template are the lines that the encoder writes."""

from __future__ import annotations

import random
import threading

from cnnprov._encoding import Row, encode_event, plain_row
from cnnprov._row_lines import RowLines

AT = "2026-01-02T03:04:05.678901Z"
TEXTS = ("loss", "100 %s %%", 'a"b\\c', "ℓ₂ \u2028 \U0001f600", "", "NaN", "\x00")


def _line_of(at: str, set: str, row: Row) -> bytes:
    return encode_event({"type": "elements", "at": at, "task": "7 %d", "set": set, "rows": [row]})


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
            chance.choice(TEXTS),
        )
    )


def test_any_row_is_the_line_that_the_encoder_writes() -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    lines = RowLines(_line_of)
    for _ in range(500):
        names = chance.sample(TEXTS, chance.randrange(len(TEXTS)))
        for _ in range(chance.randrange(1, 4)):  # with the names of the row before
            row = plain_row({name: _value(chance) for name in names})
            set = chance.choice(TEXTS)
            assert lines.line(AT, set, row) == _line_of(AT, set, row)


def test_threads_with_rows_of_their_own_do_not_mix() -> None:
    lines = RowLines(_line_of)
    wrong: list[bytes] = []

    def write(name: str) -> None:
        for number in range(20_000):
            row: Row = {name: number}
            line = lines.line(AT, "oTrainingStep", row)
            if line != _line_of(AT, "oTrainingStep", row):
                wrong.append(line)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("loss", "accuracy")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
