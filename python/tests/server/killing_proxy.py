"""A proxy before the real server, which kills the shipper at a step of its life."""

from __future__ import annotations

import os
import signal
import threading
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Literal

Step = Literal["connected", "sent", "stored", "answered"]
"""Connected: nothing that it sends is read. Sent: the server has not got it. Stored: it has, and
its answer is not on its way. Answered: the answer lies in the shipper's socket, and the shipper has
not looked at it."""


@dataclass
class Plan:
    """Kill this process at that step of the connection or request after so many more."""

    process: int
    step: Step
    passing: int


class KillingProxy:
    """Passes batches on to the server, and answers back, except where the plan says otherwise."""

    def __init__(self, url: str) -> None:
        self.target = url
        self.requests = 0
        self.plan: Plan | None = None
        self.killed = threading.Event()
        self.mutex = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def connect(self) -> Plan | None:
        """A connection has come; its plan, where it is the one that was meant."""
        with self.mutex:
            return self._meant(connecting=True)

    def begin(self) -> Plan | None:
        """A request has come; its plan, where it is the one that was meant."""
        with self.mutex:
            self.requests += 1
            return self._meant(connecting=False)

    def _meant(self, *, connecting: bool) -> Plan | None:
        plan = self.plan
        if plan is None or (plan.step == "connected") != connecting:
            return None
        plan.passing -= 1
        if plan.passing >= 0:
            return None
        self.plan = None
        return plan

    def kill(self, plan: Plan) -> None:
        os.kill(plan.process, signal.SIGKILL)
        self.killed.set()

    def forward(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        request = urllib.request.Request(self.target + path, body, headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def __enter__(self) -> KillingProxy:
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


def _handler(proxy: KillingProxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            plan = proxy.connect()
            if plan is not None:
                self._end(plan)
                return
            super().handle()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept = ("Content-Type", "Content-Encoding")
            headers = {name: self.headers[name] for name in kept if name in self.headers}
            plan = proxy.begin()
            if plan is not None and plan.step == "sent":
                self._end(plan)
                return
            status, answer = proxy.forward(self.path, body, headers)
            if plan is not None and plan.step == "stored":
                self._end(plan)
                return
            if plan is not None:
                os.kill(plan.process, signal.SIGSTOP)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            with suppress(ConnectionError):  # of a shipper that was killed at random
                self.wfile.write(answer)
                self.wfile.flush()
            if plan is not None:
                self._end(plan)

        def _end(self, plan: Plan) -> None:
            proxy.kill(plan)
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
