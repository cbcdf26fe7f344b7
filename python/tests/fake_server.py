"""A server that keeps the numbers as the real one does, and can be told to misbehave."""

from __future__ import annotations

import gzip
import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


@dataclass
class Misbehaviour:
    """What the next batch gets instead of being stored; `after_storing` stores it first."""

    status: int | None = None
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    after_storing: bool = False
    cut: bool = False
    wait: Callable[[], object] | None = None


class FakeServer:
    """Stores each event exactly once, by its producer's numbers."""

    def __init__(self, largest_body: int | None = None) -> None:
        self.events: dict[str, list[bytes]] = {}
        self.batches: list[tuple[int, int]] = []
        self.statuses: list[int] = []
        self.headers: list[dict[str, str]] = []
        self.plan: deque[Misbehaviour] = deque()
        self.answers: dict[str, tuple[int, object]] = {}
        self.requests: list[object] = []
        self.largest_body = largest_body
        self.poison = b""
        self.changed = threading.Condition()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def forget(self) -> None:
        """As a server does whose store was wiped."""
        with self.changed:
            self.events.clear()

    def stored(self) -> list[bytes]:
        with self.changed:
            return [line for lines in self.events.values() for line in lines]

    def wait_for(self, condition: Callable[[], bool], seconds: float = 20) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, seconds), f"got {len(self.stored())} events"

    def take(self, body: bytes) -> tuple[int, bytes]:
        """Store a batch as `events.md` has it: skip what is known, refuse a gap."""
        header, *lines = body.rstrip(b"\n").split(b"\n")
        batch = json.loads(header)
        if self.largest_body is not None and len(body) > self.largest_body:
            return 413, b'{"code":"too_large"}'
        if self.poison and any(self.poison in line for line in lines):
            return 400, b'{"code":"malformed_json"}'
        with self.changed:
            held = self.events.setdefault(batch["producer"], [])
            if lines and batch["first"] > len(held) and held:
                return 409, json.dumps({"code": "sequence_gap", "expected": len(held)}).encode()
            if lines and batch["first"] > len(held):
                return 500, b'{"detail":"the fake knows no producer that begins above 0"}'
            held.extend(lines[len(held) - batch["first"] :])
            if lines:
                self.batches.append((batch["first"], len(lines)))
            answer = {"stored": len(held) - 1, "rejected": [], "warnings": []}
            self.changed.notify_all()
        return 200, json.dumps(answer).encode()

    def __enter__(self) -> FakeServer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()


def _handler(fake: FakeServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, answer = fake.answers.get(self.path, (404, {}))
            self._send(status, json.dumps(answer).encode(), Misbehaviour())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path in fake.answers:
                fake.requests.append(json.loads(body))
                status, answer = fake.answers[self.path]
                self._send(status, json.dumps(answer).encode(), Misbehaviour())
                return
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            with fake.changed:
                fake.headers.append(dict(self.headers))
                plan = fake.plan.popleft() if fake.plan else Misbehaviour()
            if plan.wait is not None:
                plan.wait()
            status, reply = 200, b""
            if plan.status is None or plan.after_storing:
                status, reply = fake.take(body)
            if plan.status is not None:
                status, reply = plan.status, plan.body
            with fake.changed:
                fake.statuses.append(status)
                fake.changed.notify_all()
            self._send(status, reply, plan)

        def _send(self, status: int, answer: bytes, plan: Misbehaviour) -> None:
            self.send_response(status)
            for name, value in plan.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer) + (100 if plan.cut else 0)))
            self.end_headers()
            self.wfile.write(answer)
            if plan.cut:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
