"""The events of one execution on their way into the spool.

Each execution is a producer of its own, so two executions in one process, one after the other
or side by side, never mix.
"""

from __future__ import annotations

from collections.abc import Callable

from cnnprov._clock import timestamp
from cnnprov._encoding import Event, encode_event
from cnnprov._failsafe import warn_once
from cnnprov._heartbeat import HEARTBEAT_SECONDS, Heartbeat
from cnnprov._launch import ensure_shipper
from cnnprov._settings import Settings
from cnnprov._spool import SpoolWriter


class EventLog:
    """Encodes and appends events. It is closed from the start where nothing can be captured."""

    def __init__(self) -> None:
        self._writer = _writer()
        self.append_line: Callable[[bytes], None] = (
            _capture_nothing if self._writer is None else self._writer.append
        )
        """Write an event that is encoded already."""
        self._heartbeat: Heartbeat | None = None

    @property
    def is_open(self) -> bool:
        """Whether events are still taken; false in a process forked from the one that made it."""
        return self._writer is not None and self._writer.is_open

    def append(self, *events: Event) -> None:
        """Write the events, in one piece."""
        if self._writer is not None:
            self._writer.append(b"".join(map(self.line_of, events)), len(events))

    def begin(self, *events: Event, at_beat: Callable[[], None]) -> None:
        """Write the first events, then start the heartbeat, and the shipper if none runs.

        The heartbeat's thread calls `at_beat` after each beat.
        """
        if self._writer is None:
            return
        self.append(*events)
        ensure_shipper(self._writer.directory)
        self._at_beat = at_beat
        self._heartbeat = Heartbeat(self._beat, HEARTBEAT_SECONDS)

    def close(self, *events: Event) -> None:
        """Write the last events, even where the spool is full, and take no more."""
        if self._writer is None or not self._writer.is_open:
            return
        if self._heartbeat is not None:
            self._heartbeat.stop()
        if self._writer.dropped:
            text = f"{self._writer.dropped} events were not kept: the spool directory was full"
            events = ({"type": "note", "at": timestamp(), "text": text, "tags": {}}, *events)
        self._writer.close(b"".join(map(self.line_of, events)), len(events))
        ensure_shipper(self._writer.directory)

    def line_of(self, event: Event) -> bytes:
        """The event as a line of the spool."""
        return encode_event(event)

    def _beat(self) -> None:
        writer = self._writer
        if writer is None or not writer.is_open:
            return
        try:
            self.append({"type": "heartbeat", "at": timestamp()})
        except OSError as error:
            warn_once("The heartbeat could not be written", str(error))
        ensure_shipper(writer.directory)
        self._at_beat()


def _capture_nothing(line: bytes) -> None:
    pass


def _writer() -> SpoolWriter | None:
    try:
        settings = Settings.from_environment()
        return None if settings.disabled else SpoolWriter(settings.spool)
    except (OSError, RuntimeError) as error:  # RuntimeError: the user has no home directory
        warn_once("Nothing is captured: the spool cannot be written", str(error))
        return None
