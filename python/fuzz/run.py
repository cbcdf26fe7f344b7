"""Requests generated from the contract, at the real server: none may end in a 5xx.

What was stored before has to be there, unchanged, afterwards. Takes the number of requests for
each endpoint; run by `make fuzz`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
JAR = ROOT / "server" / "target" / "cnnprov.jar"
AT = '"at":"2026-11-23T12:00:00Z"'
EARLIER = f"""{{"producer":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","first":0}}
{{"type":"dataflow_declared",{AT},"dataflow":{{"tag":"stays","predefined":true}}}}
{{"type":"execution_started",{AT},"dataflow":"stays","execution":"one"}}
{{"type":"task_begun",{AT},"transformation":"TrainingModel","task":"1"}}
{{"type":"elements",{AT},"transformation":"TrainingModel","task":"1","set":"oTrainingModel","rows":[{{"epoch":1,"loss":0.5}}]}}
{{"type":"execution_ended",{AT},"status":"FINISHED"}}
"""
# What they are asked to remove is gone, as it should be: they have tests of their own.
REMOVING = ("remove_execution", "remove_dataflow")
LISTENING = "listen"
LISTENING_SECONDS = 0.5
"""What is committed is told without an end: each request ends by the client's patience."""
LISTENING_OF = 20
"""So many times fewer requests there."""
QUESTIONS = (
    'select * from "stays".ds_otrainingmodel order by id',
    "select id, tag, status from dataflow_execution where tag = 'one' order by id",
)


def main() -> int:
    """Fuzz; 0 where nothing was found."""
    examples, seed = sys.argv[1], os.environ.get("CNNPROV_TEST_SEED", str(time.time_ns() % 10**6))
    print(f"CNNPROV_TEST_SEED={seed}", flush=True)
    with tempfile.TemporaryDirectory() as data:
        server = subprocess.Popen(
            ["java", "-jar", str(JAR), "serve", "--port", "0", "--data", data],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            return fuzz(address(server), examples, seed)
        finally:
            server.terminate()
            server.wait(20)


def address(server: subprocess.Popen[str]) -> str:
    """Where it listens."""
    assert server.stdout is not None
    for line in server.stdout:
        found = re.search(r"http://\S+:\d+", line)
        if found:
            return found.group()
    raise SystemExit("the server did not start")


def fuzz(url: str, examples: str, seed: str) -> int:
    """Run the generator between two looks at what was there before."""
    send(f"{url}/api/v1/batches", EARLIER, "application/x-ndjson")
    before = earlier(url)
    excluded = [
        each for name in (*REMOVING, LISTENING) for each in ("--exclude-operation-id", name)
    ]
    code = generate(url, examples, seed, excluded)
    fewer = str(int(examples) // LISTENING_OF)
    patience = ["--request-timeout", str(LISTENING_SECONDS)]
    code |= generate(url, fewer, seed, ["--include-operation-id", LISTENING, *patience])
    if earlier(url) != before:
        print(f"what was stored before has changed: {before} became {earlier(url)}")
        return 1
    print("what was stored before is there, unchanged")
    return code


def generate(url: str, examples: str, seed: str, options: list[str]) -> int:
    """Send so many requests to each operation that the options leave; 0 where nothing was found."""
    command = [
        *(str(Path(sys.executable).parent / "schemathesis"), "run"),
        *(str(ROOT / "spec" / "openapi.yaml"), "--url", url, "--seed", seed, "--no-color"),
        *("--phases", "coverage,fuzzing", "--max-examples", examples, "--continue-on-failure"),
        *("--checks", "not_a_server_error", "--generation-database", "none", *options),
    ]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks"}
    return subprocess.run(command, env=environment, cwd=HERE, check=False).returncode


def earlier(url: str) -> list[str]:
    """The rows that were there before."""
    body = [json.dumps({"sql": question}) for question in QUESTIONS]
    return [send(f"{url}/api/v1/sql", each, "application/json") for each in body]


def send(url: str, body: str, kind: str) -> str:
    """Post it; the answer's body."""
    request = urllib.request.Request(url, body.encode(), {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(answer.read().decode())


if __name__ == "__main__":
    raise SystemExit(main())
