"""The server in a process of its own, as users start it, and the programs that load it."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from place import JAR, LOADS_JAR

LOOK_SECONDS = 0.2
FLOWING_STEPS = 12_000
"""Three seconds of steps: until then the client itself starts, on the same processors."""


class Server:
    """A running server. Its log lies beside its data."""

    def __init__(self, data: Path, heap: str | None = None) -> None:
        """Start it, with a heap of at most so much, and return when it is healthy."""
        memory = [] if heap is None else [f"-Xmx{heap}"]
        begin = time.perf_counter()
        log = data.with_name(data.name + ".log")
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                ["java", *memory, "-jar", JAR, "serve", "--port", "0", "--data", data],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self._process.stdout is not None
        announced = self._process.stdout.readline()
        if "listens on " not in announced:
            raise RuntimeError(f"the server did not start: {log.read_text()}")
        self.url = announced.split("listens on ")[1].split()[0]
        if self.get("/health")["status"] != "UP":
            raise RuntimeError("the server is not healthy")
        self.startup = time.perf_counter() - begin
        """Seconds from the command to the answer of /health."""

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def resident(self) -> int:
        """Bytes of memory in use, with the files that are mapped."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise RuntimeError("the server has ended")

    def stop(self) -> None:
        """SIGTERM: what was accepted is stored first."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL."""
        self._end(signal.SIGKILL)

    def request(self, method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
        """The body of an answer, which must be 200."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=120)
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:500]!r}")
        return content

    def get(self, path: str) -> Any:
        """A JSON answer."""
        return json.loads(self.request("GET", path))

    def sql(self, sql: str) -> list[list[Any]]:
        """The rows that the statement selects."""
        body = json.dumps({"sql": sql}).encode()
        answer = self.request("POST", "/api/v1/sql", body, **{"Content-Type": "application/json"})
        rows: list[list[Any]] = json.loads(answer)["rows"]
        return rows

    def load(self, name: str, **options: int) -> dict[str, float]:
        """Run a load to its end; its figures. A load that finds something amiss is an error."""
        return finished(self.begin_load(name, **options))

    def begin_load(self, name: str, **options: int) -> subprocess.Popen[str]:
        """Start a load; `finished` waits for it."""
        given = [f"{key}={value}" for key, value in options.items()]
        return subprocess.Popen(
            ["java", "-jar", LOADS_JAR, name, self.url, *given],
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin_rate(self, seconds: int) -> subprocess.Popen[str]:
        """Start 20,000 values/s for so long, and wait until they flow; see `finished`."""
        load = self.begin_load("rate", seconds=seconds)
        while not self.sql("SELECT 1 FROM public.dataflow WHERE tag = 'bench-rate'"):
            time.sleep(LOOK_SECONDS)
        while self.sql('SELECT count(*) FROM "bench-rate".otrainingstep')[0][0] < FLOWING_STEPS:
            time.sleep(LOOK_SECONDS)
        return load

    def _end(self, number: signal.Signals) -> None:
        self._process.send_signal(number)
        self._process.wait(60)
        assert self._process.stdout is not None
        self._process.stdout.close()


def finished(load: subprocess.Popen[str]) -> dict[str, float]:
    """The figures of a load that was begun."""
    output, _ = load.communicate()
    if load.returncode != 0:
        raise RuntimeError(f"the load ended with {load.returncode}")
    figures: dict[str, float] = json.loads(output)
    return figures
