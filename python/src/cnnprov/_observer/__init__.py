"""What surrounds a training, seen from a process of its own.

A helper process finds out about packages, code and machine, and measures resources at an
interval, so that nothing of it runs in the training's interpreter. It hands lines of JSON back
through a pipe; the heartbeat's thread picks them up.
"""

from __future__ import annotations

from cnnprov._observer._observer import Observer, Subject

__all__ = ["Observer", "Subject"]
