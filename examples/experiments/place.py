"""Where the experiments of a size keep what they make, and the server that they ask."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sizes import Network, Size

EXAMPLES = Path(__file__).resolve().parents[1]
ROOT = EXAMPLES.parent
JAR = ROOT / "server" / "target" / "cnnprov.jar"
START_SECONDS = 60
AGAIN_SECONDS = 1
COMPILE_FAST = "--xla_backend_optimization_level=1 --xla_llvm_disable_expensive_passes=true"
"""Half of the time of a compilation, for networks that train for seconds."""


class ExperimentFailed(Exception):
    """Something did not run; says what, and where its output is."""


@dataclass(frozen=True)
class Place:
    """The folder of a size: data, stores, spools and logs."""

    folder: Path
    size: Size

    def data(self, network: Network) -> Path:
        """The data of a network, made where they are missing."""
        path = self.folder / "data" / network.data
        if not path.exists():
            making = path.with_name("making-" + path.name)
            script, *options = network.maker
            print(f"Making {path}", flush=True)
            call([str(script_of(network, script)), str(making), *options], self.environment())
            making.rename(path)
        return path

    def environment(self, **more: str) -> dict[str, str]:
        """Of trainings: nothing of the user's settings, and quiet frameworks."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("CNNPROV_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)  # installed packages are compiled
        cache = {"JAX_COMPILATION_CACHE_DIR": str(self.folder / "jax-cache")}
        cache |= {"JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0"}
        if self.size.backend == "jax":
            cache["XLA_FLAGS"] = COMPILE_FAST
        quiet = {"KERAS_BACKEND": self.size.backend, "TF_CPP_MIN_LOG_LEVEL": "3"}
        quiet |= {"TF_DETERMINISTIC_OPS": "1"}  # so that weights can be compared bit by bit
        return {**kept, **cache, **quiet, "PYTHONUNBUFFERED": "1", **more}


def script_of(network: Network, name: str = "train.py") -> Path:
    """A script in the network's folder."""
    return EXAMPLES / network.folder / name


def call(command: list[str], environment: dict[str, str]) -> None:
    """Run a Python script; raises ExperimentFailed."""
    done = subprocess.run([sys.executable, *command], env=environment, check=False)
    if done.returncode:
        raise ExperimentFailed(f"{' '.join(command)} ended with {done.returncode}")


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """A server with the store in this folder: its address and its process' id."""
    if not JAR.exists():
        raise ExperimentFailed(f"There is no {JAR}: run `make build` first")
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    command = ["java", "-jar", str(JAR), "serve", "--port", "0", "--data", str(folder / "data")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for this script, which then ends the server
        )
    try:
        yield _address(process, log), process.pid
    finally:
        process.terminate()
        process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        found = re.search(r"http://[\w.]+:(\d+)", log.read_text())
        if found:
            with suppress(OSError), urllib.request.urlopen(f"{found.group()}/health", timeout=5):
                return found.group()
        time.sleep(0.1)
    raise ExperimentFailed(f"The server did not come up in {START_SECONDS} s:\n{log.read_text()}")


def deliver(spool: Path, url: str) -> None:
    """Send what waits in a spool, and come back when it is stored."""
    environment = {**os.environ, "CNNPROV_URL": url}
    command = [sys.executable, "-m", "cnnprov", "sync", str(spool)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ExperimentFailed(done.stderr)


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """Ctrl-C for a training, and wait for its end.

    NumPy drops a Ctrl-C that comes while it waits for a value of JAX: then it is pressed again.
    """
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(AGAIN_SECONDS)
