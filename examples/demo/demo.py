"""Trains train.py beside a server and asks questions while it trains.

The server then runs on until Ctrl-C. With --once the demo ends by itself, and fails when an
answer is missing or wrong.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import cnnprov
from questions import DATAFLOW, EPOCHS, QUESTIONS, Answer, wrong

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
JAR = ROOT / "server" / "target" / "cnnprov.jar"
PORT = 22000
START_SECONDS = 60
DELIVERY_SECONDS = 60
ASKED_AT = (EPOCHS // 3 + 1, 2 * EPOCHS // 3 + 1)
SHORT = 5
"""The rows of a long answer that are shown while it trains."""


class DemoFailed(Exception):
    """The demo cannot go on, or an answer is not what it must be."""


def main() -> None:
    """Run the demo; the exit status is 1 when it failed."""
    once = "--once" in sys.argv[1:]
    demos = ROOT / ".demo"
    demos.mkdir(exist_ok=True)
    directory = Path(tempfile.mkdtemp(prefix="run-", dir=demos))
    try:
        with server(directory) as (url, process):
            train_and_ask(directory, url)
            if not once:
                invite(url, directory)
                process.wait()
    except DemoFailed as failure:
        sys.exit(f"\n{failure}\nFiles: {directory}")
    except KeyboardInterrupt:
        print(f"\nEnded. Files: {directory}")
    else:
        shutil.rmtree(directory)


@contextlib.contextmanager
def server(directory: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server with an empty store that accepts events: its address and its process."""
    if not JAR.exists():
        raise DemoFailed(f"There is no {JAR}: run mvn -q -DskipTests package first.")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    log = directory / "server.log"
    command = ["java", "-jar", str(JAR), "serve", "--port", str(port)]
    command += ["--data", str(directory / "data")]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for this script, which then ends the server
        )
    try:
        wait_until_up(url, process, log)
        print(f"The server runs at {url}", flush=True)
        yield url, process
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """CNNProv's own port, or another one if that is taken."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", PORT))
        except OSError:
            trial.bind(("127.0.0.1", 0))
            port: int = trial.getsockname()[1]
            print(f"Port {PORT} is taken: this demo takes {port}.", flush=True)
            return port
    return PORT


def wait_until_up(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the server's answer that it can store."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DemoFailed(f"The server ended at once:\n{log.read_text()}")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/health", timeout=5):
            return
        time.sleep(0.1)
    raise DemoFailed(f"The server did not come up in {START_SECONDS} s:\n{log.read_text()}")


def train_and_ask(directory: Path, url: str) -> None:
    """Train, ask at a third, at two thirds and at the end; raises DemoFailed for wrong answers."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("CNNPROV_")}
    environment |= {"CNNPROV_URL": url, "CNNPROV_SPOOL": str(directory / "spool")}
    os.environ["CNNPROV_URL"] = url  # where cnnprov.sql asks
    log = directory / "train.log"
    print(f"Training {HERE / 'train.py'}", flush=True)
    with log.open("wb") as output:
        training = subprocess.Popen(
            [sys.executable, str(HERE / "train.py")],
            cwd=directory,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        ask_while(training)
    finally:
        if training.poll() is None:
            training.send_signal(signal.SIGINT)
        training.wait()
    if training.returncode != 0:
        raise DemoFailed(f"The training failed:\n{log.read_text()}")
    wait_for_the_end()
    ask(complete=True)
    print("\nAll answers are as they must be.", flush=True)


def ask_while(training: subprocess.Popen[bytes]) -> None:
    """Show the progress, and the answers at a third and at two thirds of the training."""
    told, to_ask = 0, list(ASKED_AT)
    while training.poll() is None:
        epochs = epochs_done()
        if epochs > told:
            told = epochs
            tell_epoch(epochs)
        if to_ask and epochs >= to_ask[0] and epochs < EPOCHS:
            to_ask.pop(0)
            ask(complete=False)
        time.sleep(0.2)
    if to_ask and training.returncode == 0:
        raise DemoFailed("The answers did not come while the network trained.")


def epochs_done() -> int:
    """How many epochs the server has stored."""
    try:
        ((epochs,),) = cnnprov.sql(f'select count(*) from "{DATAFLOW}".training_epoch')
    except cnnprov.RequestRefused:  # nothing of this dataflow is there yet
        return 0
    return int(epochs)


def tell_epoch(epoch: int) -> None:
    """One line for the newest epoch."""
    sql = f'select loss, accuracy from "{DATAFLOW}".training_epoch where epoch = ?'
    ((loss, accuracy),) = cnnprov.sql(sql, [epoch])
    bar = "█" * epoch + "·" * (EPOCHS - epoch)
    print(f"  {bar} epoch {epoch:2}  loss {loss:.4f}  accuracy {accuracy:.4f}", flush=True)


def wait_for_the_end() -> None:
    """Wait until the server has stored that the execution finished."""
    deadline = time.monotonic() + DELIVERY_SECONDS
    while time.monotonic() < deadline:
        statuses = list(cnnprov.sql(f'select distinct status from "{DATAFLOW}".training_epoch'))
        if statuses == [("FINISHED",)]:
            return
        time.sleep(0.2)
    raise DemoFailed(f"The execution did not finish: {statuses}")


def ask(*, complete: bool) -> None:
    """Print questions, SQL and answers; raises DemoFailed when an answer is wrong."""
    epochs, answers = answers_at_once()
    print(f"\n=== Asked after epoch {epochs} of {EPOCHS} ===")
    for question, answer in zip(QUESTIONS, answers, strict=True):
        shown = list(answer)[: EPOCHS if complete else SHORT]
        print(f"\n{question.number}. {question.words}\n")
        print("\n".join("    " + line for line in question.sql.splitlines()) + "\n")
        print(table([column.name for column in answer.columns], shown))
        if len(shown) < len(answer):
            print(f"  … {len(answer) - len(shown)} more")
    print(flush=True)
    of_number = {each.number: list(rows) for each, rows in zip(QUESTIONS, answers, strict=True)}
    mistakes = wrong(of_number, EPOCHS if complete else epochs)
    if mistakes:
        raise DemoFailed("\n".join(mistakes))


def answers_at_once() -> tuple[int, list[cnnprov.Rows]]:
    """The epochs done, and all answers from between two of them."""
    while True:
        epochs = epochs_done()
        answers = [cnnprov.sql(question.sql) for question in QUESTIONS]
        if epochs == epochs_done():
            return epochs, answers


def table(names: list[str], rows: Answer) -> str:
    """The rows, aligned below their names."""
    columns = [column_text(name, [row[at] for row in rows]) for at, name in enumerate(names)]
    return "\n".join("  " + "  ".join(line) for line in zip(*columns, strict=True))


def column_text(name: str, values: list[float]) -> list[str]:
    """A name, a rule and numbers, all of one width."""
    decimals = 0 if all(value == int(value) for value in values) else 5
    numbers = [f"{value:.{decimals}f}" for value in values]
    width = max(map(len, [name, *numbers]))
    return [text.rjust(width) for text in [name, "-" * width, *numbers]]


def invite(url: str, directory: Path) -> None:
    """Say what can be tried while the server runs on."""
    command = Path(sys.executable).parent / "cnnprov"
    sql = f'select epoch, learning_rate, loss from "{DATAFLOW}".training_epoch order by epoch'
    text = f"""
The server runs on, with the training in it. Try:

  {url}
  CNNPROV_URL={url} {command} sql '{sql}'
  CNNPROV_URL={url} {sys.executable} {HERE / "train.py"}
  curl '{url}/api/v1/executions'

Its files are in {directory}. Ctrl-C ends it."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
