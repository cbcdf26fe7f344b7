"""A server that misbehaves in one way: up, 503, slow (answers after 30 s) or cut (in mid-answer).

    python misbehaving.py WAY

Prints its port. It keeps nothing: what it costs is not measured, only what clients do.
"""

from __future__ import annotations

import gzip
import json
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SLOW_SECONDS = 30


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    way = sys.argv[1]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        header, *lines = body.rstrip(b"\n").split(b"\n")
        stored = json.loads(header)["first"] + len(lines) - 1
        answer = json.dumps({"stored": stored, "rejected": [], "warnings": []}).encode()
        if self.way == "slow":
            threading.Event().wait(SLOW_SECONDS)
        self.send_response(503 if self.way == "503" else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        with suppress(BrokenPipeError):  # the shipper was ended meanwhile
            self.wfile.write(answer[: len(answer) // 2] if self.way == "cut" else answer)
        self.close_connection = self.way == "cut"

    def log_message(self, format: str, *args: object) -> None:
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
