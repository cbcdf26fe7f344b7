"""The server of posted.py: writes each message to a file, and answers when the disk has it.

    python disk_server.py FILE

It does less than any database, so what a post costs here is the least that it can cost. Prints
its port.
"""

from __future__ import annotations

import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        message = self.rfile.read(int(self.headers["Content-Length"]))
        kept.write(message + b"\n")
        kept.flush()
        os.fsync(kept.fileno())
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


if __name__ == "__main__":
    with Path(sys.argv[1]).open("ab") as kept:
        server = HTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_address[1], flush=True)
        server.serve_forever()
