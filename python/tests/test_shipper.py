from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnnprov import _inotify, _layout, _shipper
from cnnprov._http import Server
from cnnprov._locks import try_lock
from cnnprov._producers import writer_lives
from cnnprov._shipper import Shipper
from cnnprov._spool import SpoolWriter
from tests.fake_server import FakeServer, Misbehaviour


def line(number: int) -> bytes:
    return json.dumps({"type": "note", "at": "2026-11-23T12:00:00Z", "text": f"n{number}"}).encode()


START = b'{"type":"execution_started","at":"2026-11-23T12:00:00Z","dataflow":"d","execution":"e"}'
BEAT = b'{"type":"heartbeat","at":"2026-11-23T12:00:00Z"}'
RESOURCES = (
    b'{"type":"elements","transformation":"TrainingModel","task":"1","set":"oResources","rows":[]}'
)
END = b'{"type":"execution_ended","at":"2026-11-23T12:00:00Z","status":"FINISHED"}'


def write(directory: Path, count: int, segment_bytes: int = 100_000) -> list[bytes]:
    """A producer that captured so many events and ended."""
    writer = SpoolWriter(directory, segment_bytes=segment_bytes)
    lines = [line(number) for number in range(count - 1)]
    for each in lines:
        writer.append(each + b"\n")
    writer.close(END + b"\n", 1)
    return [*lines, END]


def shipper(directory: Path, fake: FakeServer, *, keep: bool = False) -> Shipper:
    return Shipper(directory, Server(fake.url, None), keep=keep, say=lambda text: None)


@contextlib.contextmanager
def watching(directory: Path, fake: FakeServer) -> Iterator[None]:
    """With a shipper at work, which ends when nothing is left and no writer lives."""
    thread = threading.Thread(target=shipper(directory, fake).watch, daemon=True)
    thread.start()
    yield
    thread.join(20)
    assert not thread.is_alive()


def files(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_ships_all_segments_once_and_removes_them(tmp_path: Path, fake: FakeServer) -> None:
    lines = write(tmp_path, 100, segment_bytes=700)
    assert len(list(tmp_path.glob("*.ndjson"))) > 5
    assert shipper(tmp_path, fake).sync(5) == ""
    assert fake.stored() == lines
    assert files(tmp_path) == []


def test_a_segment_is_a_valid_request_body(tmp_path: Path, fake: FakeServer) -> None:
    lines = write(tmp_path, 30, segment_bytes=700)
    for segment in next(iter(_layout.segments(tmp_path).values())):
        assert fake.take(segment.path.read_bytes())[0] == 200
    assert fake.stored() == lines


def test_keep_leaves_the_segments(tmp_path: Path, fake: FakeServer) -> None:
    write(tmp_path, 5)
    assert shipper(tmp_path, fake, keep=True).sync(5) == ""
    assert len(list(tmp_path.glob("*.ndjson"))) == 1
    assert shipper(tmp_path, fake, keep=True).sync(5) == ""
    assert len(fake.stored()) == 5


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 502, 503])
def test_waits_and_tries_again(tmp_path: Path, fake: FakeServer, status: int) -> None:
    lines = write(tmp_path, 5)
    fake.plan.append(Misbehaviour(status))
    assert shipper(tmp_path, fake).sync(5) == ""
    assert fake.stored() == lines
    assert fake.statuses == [status, 200]


def test_sends_its_token_with_each_request(tmp_path: Path, fake: FakeServer) -> None:
    write(tmp_path, 5)
    sender = Shipper(tmp_path, Server(fake.url, "cnnprov_secret"), say=lambda text: None)
    assert sender.sync(5) == ""
    assert [each["Authorization"] for each in fake.headers] == ["Bearer cnnprov_secret"]


@pytest.mark.parametrize("status", [401, 403])
def test_a_token_in_the_address_is_not_told(tmp_path: Path, fake: FakeServer, status: int) -> None:
    write(tmp_path, 5)
    said: list[str] = []
    fake.plan.append(Misbehaviour(status))
    server = Server(f"{fake.url}/t/cnnprov_secret/", None)
    assert Shipper(tmp_path, server, say=said.append).sync(5) == ""
    nobody = Server("http://127.0.0.1:9/t/cnnprov_secret", None)
    write(tmp_path, 5)
    said.append(Shipper(tmp_path, nobody, say=said.append).sync(0))
    assert any(f"answers {status}" in line for line in said)
    assert any("http://127.0.0.1:9/t/…" in line for line in said)
    assert not any("cnnprov_secret" in line for line in said)


def test_honours_retry_after(tmp_path: Path, fake: FakeServer) -> None:
    write(tmp_path, 5)
    fake.plan.append(Misbehaviour(429, headers={"Retry-After": "1"}))
    begun = time.monotonic()
    assert shipper(tmp_path, fake).sync(5) == ""
    assert 1.0 < time.monotonic() - begun < 4.0


def test_says_what_hinders_it_when_no_server_answers(tmp_path: Path) -> None:
    write(tmp_path, 5)
    nobody = Shipper(tmp_path, Server("http://127.0.0.1:9", None), say=lambda text: None)
    assert "http://127.0.0.1:9" in nobody.sync(0)
    assert len(list(tmp_path.glob("*.ndjson"))) == 1


@pytest.mark.parametrize("body", [b"", b"<html>a portal</html>", b"[]", b'{"stored":"all"}'])
def test_a_200_of_another_service_is_no_acknowledgement(
    tmp_path: Path, fake: FakeServer, body: bytes
) -> None:
    lines = write(tmp_path, 5)
    fake.plan.append(Misbehaviour(200, body=body))
    assert shipper(tmp_path, fake).sync(5) == ""
    assert fake.stored() == lines


def test_an_answer_cut_short_after_storing_stores_nothing_twice(
    tmp_path: Path, fake: FakeServer
) -> None:
    lines = write(tmp_path, 5)
    fake.plan.append(Misbehaviour(cut=True))
    assert shipper(tmp_path, fake).sync(5) == ""
    assert fake.stored() == lines
    assert len(fake.batches) == 2


def test_a_slow_server_is_waited_for(tmp_path: Path, fake: FakeServer) -> None:
    lines = write(tmp_path, 5)
    gate = threading.Event()
    fake.plan.append(Misbehaviour(wait=lambda: gate.wait(0.5)))
    assert shipper(tmp_path, fake).sync(5) == ""
    assert fake.stored() == lines


def test_rewinds_to_the_number_that_the_server_expects(tmp_path: Path, fake: FakeServer) -> None:
    lines = write(tmp_path, 50, segment_bytes=700)
    producer = next(iter(_layout.segments(tmp_path)))
    fake.events[producer] = lines[:7]
    _layout.write_acknowledged(tmp_path, producer, 29)
    fake.plan.append(Misbehaviour(200, body=b'{"stored":29}'))  # the question whether all is well
    assert shipper(tmp_path, fake).sync(5) == ""
    assert fake.statuses[1] == 409
    assert fake.stored() == lines


def test_sends_everything_again_to_a_server_that_was_wiped(
    tmp_path: Path, fake: FakeServer
) -> None:
    writer = SpoolWriter(tmp_path)
    ship = shipper(tmp_path, fake)
    writer.append(line(0) + b"\n")
    assert ship.sync(5) == ""
    fake.forget()
    writer.close(END + b"\n", 1)
    assert shipper(tmp_path, fake).sync(5) == ""
    assert fake.stored() == [line(0), END]


def test_halves_a_batch_that_is_too_large(tmp_path: Path, fake: FakeServer) -> None:
    lines = write(tmp_path, 100)
    fake.largest_body = 1000
    assert shipper(tmp_path, fake).sync(5) == ""
    assert fake.stored() == lines


@pytest.mark.parametrize("status", [400, 413, 415])
def test_sets_a_single_event_aside_and_goes_on(
    tmp_path: Path, fake: FakeServer, status: int
) -> None:
    writer = SpoolWriter(tmp_path)
    huge = b'{"type":"note","at":"2026-11-23T12:00:00Z","text":"poison%s"}' % (b"x" * 5000)
    for each in (line(0), line(1), huge, line(3)):
        writer.append(each + b"\n")
    writer.close(END + b"\n", 1)
    if status == 413:
        fake.largest_body = 4000
    else:
        fake.poison = b"poison"
    assert shipper(tmp_path, fake).sync(5) == ""
    stored = fake.stored()
    assert [*stored[:2], *stored[3:]] == [line(0), line(1), line(3), END]
    stand_in = json.loads(stored[2])
    assert stand_in["type"] == "note"
    assert "set aside" in stand_in["text"]
    (report,) = (tmp_path / "refused").glob("*.2.json")
    assert json.loads(report.read_text())["event"] == huge.decode() + "\n"


def test_a_server_that_refuses_everything_gets_nothing_set_aside(
    tmp_path: Path, fake: FakeServer
) -> None:
    lines = write(tmp_path, 3)
    fake.poison = b"type"
    assert "400" in shipper(tmp_path, fake).sync(0)
    assert list((tmp_path / "refused").iterdir()) == []
    fake.poison = b""
    assert shipper(tmp_path, fake).sync(5) == ""
    assert fake.stored() == lines


def test_a_dead_writers_execution_is_aborted_and_its_torn_line_left_out(
    tmp_path: Path, fake: FakeServer
) -> None:
    writer = SpoolWriter(tmp_path)
    writer.append(START + b"\n" + line(1) + b"\n", 2)
    writer.fall_silent()  # as the kernel does for a process that was killed
    (segment,) = tmp_path.glob("*.ndjson")
    with segment.open("ab") as file:
        file.write(b'{"type":"no')
    assert shipper(tmp_path, fake).sync(5) == ""
    *whole, last = fake.stored()
    assert whole == [START, line(1)]
    assert json.loads(last)["status"] == "ABORTED"
    assert files(tmp_path) == []


def test_a_writers_death_is_seen_at_once(
    tmp_path: Path, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        _inotify.Inotify(tmp_path).close()
    except OSError as reason:
        pytest.skip(f"nothing is told here: {reason}")
    monkeypatch.setattr(_shipper, "_CENSUS_SECONDS", 3600.0)
    monkeypatch.setattr(_shipper, "_LONGEST_TOLD_CENSUS_SECONDS", 3600.0)
    writer = SpoolWriter(tmp_path)
    writer.append(START + b"\n")
    with watching(tmp_path, fake):
        fake.wait_for(lambda: fake.stored() == [START])
        writer.fall_silent()
        fake.wait_for(lambda: b"ABORTED" in fake.stored()[-1])


def test_a_living_writers_torn_line_waits_for_its_rest(tmp_path: Path, fake: FakeServer) -> None:
    writer = SpoolWriter(tmp_path)
    writer.append(line(0) + b"\n")
    (segment,) = tmp_path.glob("*.ndjson")
    ship = shipper(tmp_path, fake)
    with segment.open("ab", buffering=0) as file:
        file.write(line(1)[:10])
        assert ship.sync(5) == ""
        assert fake.stored() == [line(0)]
        file.write(line(1)[10:] + b"\n")
    assert ship.sync(5) == ""
    assert fake.stored() == [line(0), line(1)]


def test_a_hole_in_a_dead_writers_log_is_filled_with_notes(
    tmp_path: Path, fake: FakeServer
) -> None:
    lines = write(tmp_path, 50, segment_bytes=700)
    (producer,) = _layout.segments(tmp_path)
    second = _layout.segments(tmp_path)[producer][1]
    content = second.path.read_bytes()
    second.path.write_bytes(content[: content.index(b"\n") + 20])  # a loss of power took the rest
    assert shipper(tmp_path, fake).sync(5) == ""
    stored = fake.stored()
    assert len(stored) == 50
    lost = [at for at, each in enumerate(stored) if b"lost" in each]
    assert lost[0] == second.first
    assert [each for at, each in enumerate(stored) if at not in lost] == [
        each for at, each in enumerate(lines) if at not in lost
    ]


def test_two_shippers_at_once_do_no_harm(tmp_path: Path, fake: FakeServer) -> None:
    expected = set()
    for _ in range(4):
        expected |= {tuple(write(tmp_path, 200, segment_bytes=1500))}
    pair = [shipper(tmp_path, fake) for _ in range(2)]
    threads = [threading.Thread(target=ship.sync, args=(20,)) for ship in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert {tuple(lines) for lines in fake.events.values()} == expected


def test_only_one_is_elected_and_it_ends_when_nothing_is_left(
    tmp_path: Path, fake: FakeServer
) -> None:
    write(tmp_path, 5)
    writer = SpoolWriter(tmp_path)
    writer.append(line(0) + b"\n")
    results: list[bool] = []
    first = threading.Thread(target=lambda: results.append(shipper(tmp_path, fake).watch()))
    first.start()
    fake.wait_for(lambda: len(fake.stored()) == 6)
    assert shipper(tmp_path, fake).watch() is False
    writer.close(END + b"\n", 1)
    first.join(20)
    assert results == [True]
    assert files(tmp_path) == ["shipper.lock"]


@pytest.mark.parametrize("local", [_inotify._LOCAL, frozenset()], ids=["told", "looked at"])
def test_events_arrive_within_moments(
    tmp_path: Path, fake: FakeServer, local: frozenset[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_inotify, "_LOCAL", local)
    writer = SpoolWriter(tmp_path)
    with watching(tmp_path, fake):
        delays = []
        for number in range(10):
            begun = time.monotonic()
            writer.append(line(number) + b"\n")
            fake.wait_for(lambda number=number: len(fake.stored()) > number)  # type: ignore[misc]
            delays.append(time.monotonic() - begun)
        writer.close(END + b"\n", 1)
    assert sorted(delays)[5] < 1.5


def test_what_comes_during_a_request_waits_for_the_next_look(
    tmp_path: Path, fake: FakeServer
) -> None:
    """A steady training would pay for a request after each of its steps."""
    writer = SpoolWriter(tmp_path)
    at_work = shipper(tmp_path, fake)
    fake.plan.append(Misbehaviour(wait=lambda: writer.append(line(1) + b"\n")))
    writer.append(line(0) + b"\n")
    assert at_work.sync(5) == ""
    assert fake.stored() == [line(0)]
    writer.close(END + b"\n", 1)
    assert at_work.sync(5) == ""
    assert fake.stored() == [line(0), line(1), END]


def test_a_sign_of_life_waits_for_what_follows(tmp_path: Path, fake: FakeServer) -> None:
    """A request costs a training as much as all that it writes in an epoch."""
    writer, later = SpoolWriter(tmp_path), SpoolWriter(tmp_path)
    start = START.replace(b"T12", b"T11")  # so that it is sent before the other's
    writer.append(start + b"\n")
    with watching(tmp_path, fake):
        fake.wait_for(lambda: fake.stored() == [start])
        writer.append(BEAT + b"\n" + RESOURCES + b"\n", 2)
        later.append(line(0) + b"\n")
        fake.wait_for(lambda: later.producer in fake.events)
        assert fake.events[writer.producer] == [start]
        writer.append(line(1) + b"\n")
        expected = [start, BEAT, RESOURCES, line(1)]
        fake.wait_for(lambda: fake.events[writer.producer] == expected)
        writer.append(BEAT + b"\n")
        for each in (later, writer):
            each.close(END + b"\n", 1)
    assert fake.events[writer.producer] == [*expected, BEAT, END]


def test_a_sign_of_life_waits_for_the_next_one_at_most(
    tmp_path: Path, fake: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_shipper, "_SIGN_OF_LIFE_SECONDS", 0.0)
    writer = SpoolWriter(tmp_path)
    writer.append(START + b"\n")
    with watching(tmp_path, fake):
        fake.wait_for(lambda: fake.stored() == [START])
        writer.append(BEAT + b"\n")
        fake.wait_for(lambda: fake.stored() == [START, BEAT])
        writer.close(END + b"\n", 1)


def test_a_writer_of_another_machine_lives_while_it_gives_signs(tmp_path: Path) -> None:
    write(tmp_path, 2)
    ((producer, segments),) = _layout.segments(tmp_path).items()
    _layout.lock_path(tmp_path, producer).write_text("node17")
    assert writer_lives(tmp_path, producer, segments)
    long_ago = time.time() - 120
    os.utime(segments[0].path, (long_ago, long_ago))
    assert not writer_lives(tmp_path, producer, segments)


def test_a_shipper_of_another_machine_holds_nobody_up(tmp_path: Path, fake: FakeServer) -> None:
    lines = write(tmp_path, 5)
    lock = try_lock(tmp_path / _layout.SHIPPER_LOCK)
    assert lock is not None
    (tmp_path / _layout.SHIPPER_HOST).write_text("node17")
    assert shipper(tmp_path, fake).watch()
    assert fake.stored() == lines
    os.close(lock)


def test_the_log_that_began_first_is_sent_first(tmp_path: Path, fake: FakeServer) -> None:
    def event(second: int) -> bytes:
        return b'{"type":"note","at":"2026-11-23T12:00:%02d.000000Z"}\n' % second

    order = [3, 1, 4, 2, 5, 0]
    for second in order:
        SpoolWriter(tmp_path).close(event(second), 1)
    assert shipper(tmp_path, fake).sync(5) == ""
    assert fake.stored() == [event(second)[:-1] for second in sorted(order)]


def test_the_tasks_of_a_guest_that_died_are_ended(tmp_path: Path, fake: FakeServer) -> None:
    address = b'"dataflow":"d","execution":"e"'
    writer = SpoolWriter(tmp_path)
    for kind, task in ((b"begun", b"1"), (b"begun", b"2"), (b"ended", b"1")):
        writer.append(
            b'{"type":"task_%s","at":"2026-11-23T12:00:00Z","transformation":"T","task":"%s",%s}\n'
            % (kind, task, address)
        )
    writer.fall_silent()
    assert shipper(tmp_path, fake).sync(5) == ""
    last = json.loads(fake.stored()[-1])
    assert len(fake.stored()) == 4
    named = {"transformation": "T", "task": "2", "dataflow": "d", "execution": "e"}
    assert (named | {"type": "task_ended", "status": "FAILED"}).items() <= last.items()
