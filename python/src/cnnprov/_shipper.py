"""The process that carries a spool to the server.

One shipper works for a directory, elected by a lock; a second one does no harm, since events are
numbered. It waits out every outage and ends when nothing is left and no writer lives, unless it is
told to stay. Where the elected one runs on another machine, a further one works beside it: on a
cluster that is a compute node's, which may reach no server.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import random
import socket
import time
from collections.abc import Callable
from pathlib import Path

from cnnprov import _layout, _producers
from cnnprov._changes import Changes
from cnnprov._clock import timestamp
from cnnprov._delivery import Batch, Delivery
from cnnprov._exceptions import ServerUnreachable
from cnnprov._glance import Glance
from cnnprov._heartbeat import HEARTBEAT_SECONDS
from cnnprov._http import Answer, Server
from cnnprov._layout import Segment
from cnnprov._locks import try_lock

_CENSUS_SECONDS = 2.0
_CENSUS_SHARE, _LONGEST_CENSUS_SECONDS = 0.25, 8.0
"""Of the time since a log came or ended, the next look at which writers live waits this much."""
_TOLD_CENSUS_SHARE, _LONGEST_TOLD_CENSUS_SECONDS = 1.0, 32.0
"""The same where a writer's death is told of, so that a look finds nothing but what was missed."""
_SIGN_OF_LIFE_SECONDS = 0.9 * HEARTBEAT_SECONDS
"""A sign of life waits for what is sent together with it, until the next one at the latest."""
_LINGER_SECONDS = 2.0
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 10.0
_LONGEST_ASKED_SECONDS = 600.0
_GZIP_FROM_BYTES = 64 * 1024
"""The steps of a second are less: packing them costs the training more than sending them."""
_ELECTION_TRIES = 5
_ELECTION_SECONDS = 0.1
_TURNS = 16
"""Batches of each log between two looks at which writers live."""


class Shipper:
    """Sends what lies in a spool directory. One thread uses it."""

    def __init__(
        self,
        directory: Path,
        server: Server,
        *,
        keep: bool = False,
        stay: bool = False,
        say: Callable[[str], None] | None = None,
    ) -> None:
        self._directory = directory
        self._server = server
        self._keep = keep
        self._stay = stay
        self._say = say or (lambda text: print(timestamp(), text, flush=True))
        self._deliveries: dict[str, Delivery] = {}
        self._ended: dict[str, int] = {}  # the last number of each log that is complete
        self._held_locks: set[Path] = set()
        """Those of the writers that live."""
        self._refused: set[str] = set()
        self._signs_since: dict[str, float] = {}
        """Since when signs of life of a producer wait for what follows."""
        self._failures = 0
        self._outage = ""
        self._next_census = 0.0
        self._news_at = time.monotonic()
        self._has_news = False
        self._glance = Glance(directory)

    def watch(self) -> bool:
        """Ship until nothing is left and no writer lives; False when another shipper does so."""
        while (lock := self._elected()) is not None:
            try:
                _layout.sweep(self._directory)
                self._watch_until_idle()
            finally:
                if lock >= 0:
                    (self._directory / _layout.SHIPPER_HOST).unlink(missing_ok=True)
                    os.close(lock)
            if not self._take_census():  # a writer that came while we ended found our lock held
                return True
        return False

    def sync(self, patience_seconds: float) -> str:
        """Ship what is there now; what hinders it, or "" when all was acknowledged."""
        deadline = time.monotonic() + patience_seconds
        while True:
            self._take_census()
            wait = self._ship()
            if wait is None:
                self._take_census()
                return ""
            if time.monotonic() + wait > deadline:
                return self._outage
            time.sleep(wait)

    def _elected(self) -> int | None:
        host = self._directory / _layout.SHIPPER_HOST
        for _ in range(_ELECTION_TRIES):  # those who only look hold the lock for an instant
            try:
                lock = try_lock(self._directory / _layout.SHIPPER_LOCK)
            except OSError:
                return -1  # no locks on this file system: ship without one
            if lock is not None:
                os.ftruncate(lock, 0)
                os.write(lock, f"{os.getpid()}\n".encode())
                host.write_text(socket.gethostname())
                return lock
            if host.exists() and host.read_text() not in ("", socket.gethostname()):
                return -1  # a compute node's shipper, which perhaps reaches no server
            time.sleep(_ELECTION_SECONDS)
        return None

    def _watch_until_idle(self) -> None:
        with contextlib.closing(Changes(self._directory, self._glance)) as changes:
            self._ship_until_idle(changes)

    def _ship_until_idle(self, changes: Changes) -> None:
        idle_since = time.monotonic()
        left = changed = True
        wait: float | None = None
        while True:
            if changes.has_let_go() or time.monotonic() >= self._next_census:
                left = self._take_census()
                is_told = changes.follow(self._held_locks)
                self._set_next_census(is_told=is_told)
                changed = changed or self._has_news
            if changed or wait is not None:
                wait = self._ship(signs_wait=True)
            if left or self._stay:
                idle_since = time.monotonic()
            elif time.monotonic() - idle_since > _LINGER_SECONDS:
                return
            if wait is None:
                changed = changes.wait(self._next_census if left else 0.0)
            else:
                time.sleep(wait)

    def _take_census(self) -> bool:
        """Speak for dead writers, remove what is done; whether anything is left to wait for.

        What the server said until now is written down here.
        """
        for delivery in self._deliveries.values():
            delivery.keep()
        left = False
        logs = _layout.segments(self._directory)
        ended = set(self._ended)
        self._held_locks = set()
        for producer, segments in logs.items():
            if self._has_ended(producer, segments):
                left = not self._is_done(producer) or left
            else:
                left = True
                self._held_locks.add(_layout.lock_path(self._directory, producer))
        is_new = not self._ended.keys() <= ended
        self._has_news = is_new or self._glance.misses(logs.values())
        return left

    def _set_next_census(self, *, is_told: bool) -> None:
        now = time.monotonic()
        if self._has_news:
            self._news_at = now
        share, longest = _CENSUS_SHARE, _LONGEST_CENSUS_SECONDS
        if is_told:
            share, longest = _TOLD_CENSUS_SHARE, _LONGEST_TOLD_CENSUS_SECONDS
        wait = max(share * (now - self._news_at), _CENSUS_SECONDS)
        self._next_census = now + min(wait, longest)

    def _has_ended(self, producer: str, segments: list[Segment]) -> bool:
        if producer in self._ended:
            return True
        if _producers.writer_lives(self._directory, producer, segments):
            return False
        segments = _producers.ended_log(self._directory, producer)
        if segments:
            self._ended[producer] = _producers.next_number(segments) - 1
        return bool(segments)

    def _is_done(self, producer: str) -> bool:
        if self._delivery(producer).acknowledged < self._ended[producer]:
            return False
        if not self._keep:
            _layout.remove(self._directory, producer)
            del self._deliveries[producer], self._ended[producer]
        return True

    def _delivery(self, producer: str) -> Delivery:
        if producer not in self._deliveries:
            self._deliveries[producer] = Delivery(self._directory, producer)
        return self._deliveries[producer]

    def _may_wait(self, batch: Batch) -> bool:
        """Whether the batch may be sent with what follows: a request less, for signs of life."""
        if not (batch.is_latest and batch.is_sign_of_life):
            return False
        now = time.monotonic()
        return now - self._signs_since.setdefault(batch.producer, now) < _SIGN_OF_LIFE_SECONDS

    def _ship(self, *, signs_wait: bool = False) -> float | None:
        """Send what waits, in turns; the seconds until it makes sense to go on, None when done."""
        for _ in range(_TURNS):
            done = True
            for producer, segments in self._oldest_first():
                delivery = self._delivery(producer)
                if self._ended.get(producer) == delivery.acknowledged:
                    continue
                batch = delivery.next_batch(segments, complete=producer in self._ended)
                if batch is None or (signs_wait and self._may_wait(batch)):
                    continue
                wait = self._send(delivery, batch)
                if wait is not None:
                    return wait
                if not (batch.is_latest and delivery.acknowledged == batch.last):
                    done = False  # what a writer added meanwhile waits for the next look
            if done:
                return None
        return 0.0

    def _oldest_first(self) -> list[tuple[str, list[Segment]]]:
        """The logs in the order in which they began: a guest's host is told of before the guest."""
        logs = _layout.segments(self._directory)
        self._glance.follow(logs.values())
        return sorted(logs.items(), key=lambda log: self._delivery(log[0]).began(log[1]))

    def _send(self, delivery: Delivery, batch: Batch) -> float | None:
        try:
            answer = self._post(batch.body)
        except ServerUnreachable as error:
            return self._wait(str(error), None)
        if self._settle(delivery, batch, answer):
            self._signs_since.pop(batch.producer, None)
            self._recover()
            return None
        reason = f"the server answers {answer.status}: {answer.body[:300].decode(errors='replace')}"
        return self._wait(reason, answer.retry_after)

    def _post(self, body: bytes) -> Answer:
        headers = {"Content-Type": "application/x-ndjson"}
        if len(body) >= _GZIP_FROM_BYTES:
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, compresslevel=1)
        return self._server.request("POST", "/api/v1/batches", body, headers)

    def _settle(self, delivery: Delivery, batch: Batch, answer: Answer) -> bool:
        """Do what the answer asks for; False when it asks to wait."""
        if answer.status == 200:
            return self._stored(delivery, batch, _members(answer))
        if answer.status == 409:
            expected = _members(answer).get("expected")
            return isinstance(expected, int) and delivery.rewind(expected)
        if answer.status in (400, 413, 415):
            gone_on = delivery.refused(batch, answer.status, answer.body)
            if gone_on and batch.count == 1:
                self._say(f"Event {batch.first} of {batch.producer} was set aside: {answer.body!r}")
            return gone_on
        return False

    def _stored(self, delivery: Delivery, batch: Batch, answer: dict[str, object]) -> bool:
        number = answer.get("stored")
        if not isinstance(number, int):
            return False
        rejected = answer.get("rejected")
        if isinstance(rejected, list) and rejected and batch.producer not in self._refused:
            self._refused.add(batch.producer)
            self._say(
                f"The server refused events of {batch.producer}, first "
                f"{json.dumps(rejected[0])}; all: {self._server.url}/api/v1/rejected"
            )
        return delivery.stored(batch, number)

    def _wait(self, reason: str, asked: float | None) -> float:
        if not self._failures:
            self._say(f"Waiting: {reason}")
        for each in self._deliveries.values():
            each.keep()
            each.doubt()
        self._outage = reason
        longest = min(_LONGEST_WAIT_SECONDS, _FIRST_WAIT_SECONDS * 2.0 ** min(self._failures, 16))
        self._failures += 1
        jittered = longest * random.uniform(0.5, 1.0)
        return jittered + min(asked or 0.0, _LONGEST_ASKED_SECONDS)

    def _recover(self) -> None:
        if self._failures:
            self._say(f"The server takes events again, after {self._failures} attempts")
        self._failures = 0


def _members(answer: Answer) -> dict[str, object]:
    try:
        members = json.loads(answer.body)
    except ValueError:
        return {}
    return members if isinstance(members, dict) else {}
