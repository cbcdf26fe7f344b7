"""The sign of life of a producer."""

from __future__ import annotations

import threading
from collections.abc import Callable

HEARTBEAT_SECONDS = 10
"""How often a producer says that it lives, unless it says otherwise."""


class Heartbeat:
    """A daemon thread that calls `beat` every `seconds` until it is stopped."""

    def __init__(self, beat: Callable[[], None], seconds: float) -> None:
        self._beat = beat
        self._seconds = seconds
        self._stopped = threading.Event()
        thread = threading.Thread(target=self._run, name="cnnprov-heartbeat", daemon=True)
        thread.start()

    def stop(self) -> None:
        """Beat no more; a beat under way may still end."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            self._beat()
