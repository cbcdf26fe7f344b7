"""The producer's clock."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone

from cnnprov._clock import text_of, timestamp

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
IN_2200 = 230 * 365 * 86_400


def test_times_are_those_of_the_calendar() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(2_000):
        second = chance.randrange(IN_2200)
        for microsecond in (0, 1, 999_999, chance.randrange(1_000_000)):
            expected = EPOCH + timedelta(seconds=second, microseconds=microsecond)
            nanoseconds = (second * 1_000_000 + microsecond) * 1000 + chance.randrange(1000)
            assert text_of(nanoseconds) == expected.isoformat(timespec="microseconds")[:-6] + "Z"


def test_the_present_lies_between_two_looks_at_another_clock() -> None:
    before = datetime.now(timezone.utc)
    found = datetime.fromisoformat(timestamp().replace("Z", "+00:00"))
    assert before <= found <= datetime.now(timezone.utc)
