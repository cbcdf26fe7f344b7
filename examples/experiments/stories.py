"""The trainings that the questions are about, and what is answered while they run.

Their tags are those of spec/questions, so that the questions of the guide are asked as they stand
there: fields-1 makes the data, alexnet-1 fails, alexnet-2 trains; densed-1, densed-4 and densed-2
are the search over K and L; wave-1 is of another dataflow.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.error
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import cnnprov

import asking
import search
from place import ExperimentFailed, Place, deliver, interrupt, script_of, serving
from sizes import Network

PYTORCH_FILE = "weights-20.pt"
STATUS = "select status from public.dataflow_execution where tag = '{}'"
EPOCHS = "select count(*) from \"{}\".training_epoch where execution = '{}'"


@dataclass(frozen=True)
class Sign:
    """A file that tells a training that its questions were asked."""

    path: Path
    options: tuple[str, ...]
    """The options of train.py that make it last until it is asked, and end for the file."""

    def give(self) -> None:
        """All were asked."""
        self.path.touch()


class Stories:
    """Starts trainings under their tags, against one server."""

    def __init__(self, place: Place, url: str, folder: Path) -> None:
        self.place = place
        self.folder = folder
        self.spool = self.folder / "spool"
        self._url = url
        self.answers: list[dict[str, Any]] = []

    def start(self, tag: str, network: Network, *options: str) -> subprocess.Popen[bytes]:
        """Start a training; its output goes to a file of its name."""
        return self.script(tag, script_of(network), str(self.place.data(network)), *options)

    def script(self, tag: str, script: Path, *options: str) -> subprocess.Popen[bytes]:
        """Start a script of ours under a tag."""
        environment = self.place.environment(
            CNNPROV_URL=self._url, CNNPROV_SPOOL=str(self.spool), CNNPROV_EXECUTION=tag
        )
        print(f"{tag}: {script.name} {' '.join(options)}", flush=True)
        with (self.folder / f"{tag}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, str(script), *options],
                env=environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for this script, which then interrupts it
            )

    def sign(self, tag: str, epoch: int) -> Sign:
        """What ends the training of this tag, which is asked from this epoch on."""
        path, story = self.folder / f"{tag}.asked", self.place.size.story
        until = ("--until", str(path)) if story.ends_when_asked else ()
        return Sign(path, (*until, "--slow", str(epoch)) if story.slows else until)

    def finish(self, tag: str, training: subprocess.Popen[bytes], status: str) -> None:
        """Wait for the end of a training, and until its status is stored."""
        training.wait()
        deliver(self.spool, self._url)
        found = [row[0] for row in cnnprov.sql(STATUS.format(tag))]
        if found != [status]:
            text = (self.folder / f"{tag}.log").read_text()[-3_000:]
            raise ExperimentFailed(f"{tag} is {found}, expected {status}:\n{text}")

    def ask(self, network: str, moment: str, file: str = asking.MODEL_FILE) -> None:
        """Ask by all doors all questions of a network that its data allow at this moment."""
        asked = 0
        for question in asking.questions(file):
            if question.dataflow != network:
                continue
            try:
                answer = asking.agreed(question)
            except (cnnprov.RequestRefused, urllib.error.HTTPError) as error:
                if "RUNNING" not in moment:
                    raise
                print(f"  {question.number} cannot be asked yet: {error}", flush=True)
                continue
            asked += 1
            self.answers.append(_kept(answer, moment))
        print(f"  {moment}: {asked} questions, the same answers by each door", flush=True)


def tell(place: Place) -> None:
    """Train, ask meanwhile and afterwards, and keep the answers in answers.json."""
    shutil.rmtree(place.folder / "asked", ignore_errors=True)
    for network, _ in place.size.networks:
        place.data(network)
    with serving(place.folder / "asked") as (url, _):
        stories = Stories(place, url, place.folder / "asked")
        os.environ |= {"CNNPROV_URL": url, "CNNPROV_SPOOL": str(stories.spool)}
        _flowers(stories)
        decisions = _fields(stories)
    _keep(place.folder / "answers.json", stories, decisions)
    _summarise(stories.answers)


def tell_with_pytorch(place: Place) -> None:
    """AlexNet with PyTorch, asked the same questions; answers in answers-pytorch.json."""
    alexnet = place.size.alexnet
    folder = place.folder / "asked-pytorch"
    shutil.rmtree(folder, ignore_errors=True)
    place.data(alexnet)
    with serving(folder) as (url, _):
        stories = Stories(place, url, folder)
        os.environ |= {"CNNPROV_URL": url, "CNNPROV_SPOOL": str(stories.spool)}
        _train_and_ask(stories, script_of(alexnet, "train_torch.py"), PYTORCH_FILE)
    _keep(place.folder / "answers-pytorch.json", stories, [])


def _flowers(stories: Stories) -> None:
    """A training that diverges, and one with a step decay that is asked while it runs."""
    alexnet = stories.place.size.alexnet
    diverging = ("--optimizer", "sgd", "--rate", "1e12", "--momentum", "0.9", "--epochs", "2")
    failing = stories.start("alexnet-1", alexnet, *alexnet.options, *diverging)
    stories.finish("alexnet-1", failing, "FAILED")
    _train_and_ask(stories, script_of(alexnet), asking.MODEL_FILE)


def _train_and_ask(stories: Stories, script: Path, file: str) -> None:
    """Train AlexNet with a step decay, and ask of it and of its weights of epoch 20."""
    alexnet, story = stories.place.size.alexnet, stories.place.size.story
    options = ("--epochs", str(story.epochs), "--period", str(story.period), "--save", "weights")
    epochs = 2 * story.period + 1  # two adaptations, and the weights of epoch 20
    asked = stories.sign("alexnet-2", epochs)
    data = str(stories.place.data(alexnet))
    training = stories.script("alexnet-2", script, data, *alexnet.options, *options, *asked.options)
    with _interrupted(training):
        _wait_for_epochs("alexnet-df", "alexnet-2", epochs)
        stories.ask("alexnet", f"{epochs} epochs or more, {_status('alexnet-2')}", file)
        asked.give()
        stories.finish("alexnet-2", training, "FINISHED")
    stories.ask("alexnet", "FINISHED", file)


def _fields(stories: Stories) -> list[dict]:
    """The data as a dataflow, the search over K and L, and another dataflow beside it."""
    size = stories.place.size
    densed, story = size.densed, size.story
    made = stories.folder / "fields.npz"
    maker = script_of(densed, densed.maker[0])
    options = [option for option in densed.maker[1:] if option != "--without-capture"]
    layered = stories.folder / "layered.npz"
    for tag, file, kind in (("fields-1", made, "homogeneous"), ("fields-2", layered, "layered")):
        making = stories.script(tag, maker, str(file), *options, "--kind", kind)
        stories.finish(tag, making, "FINISHED")

    def train(tag: str, growth: int, depth: int, *more: str) -> search.Started:
        chosen = ("--growth", str(growth), "--depth", str(depth), *story.search)
        epochs = ("--epochs", str(story.search_epochs))  # where `more` does not say otherwise
        saved = ("--model", "densed.keras") if tag == "densed-2" else ()
        file = layered if tag == "wave-1" else made
        trainer = script_of(densed)
        stop = stories.folder / f"{tag}.stop"
        until = ("--until", str(stop))
        started = stories.script(tag, trainer, str(file), *chosen, *epochs, *until, *saved, *more)
        return started, stop.touch

    with cnnprov.execution("search-df") as run:
        decisions = search.search(train, run)
    deliver(stories.spool, os.environ["CNNPROV_URL"])
    asked = stories.sign("wave-1", 2)
    epochs = story.epochs if story.ends_when_asked else story.search_epochs
    options = ("--dataflow", "wave-df", "--epochs", str(epochs), *asked.options)
    wave, _ = train("wave-1", 24, 4, *options)
    with _interrupted(wave):
        _wait_for_epochs("wave-df", "wave-1", 2)
        stories.ask("densed", f"two epochs of wave-1 or more, {_status('wave-1')}")
        asked.give()
        stories.finish("wave-1", wave, "FINISHED")
    stories.ask("densed", "FINISHED")
    return decisions


def _wait_for_epochs(dataflow: str, execution: str, least: int) -> None:
    asking.wait_for(
        EPOCHS.format(dataflow, execution), lambda rows: bool(rows) and rows[0][0] >= least
    )


def _summarise(answers: list[dict[str, Any]]) -> None:
    """Say how many questions were answered when; fail if one was not while a network trained."""
    every = {question.number for question in asking.questions()}
    during = {answer["number"] for answer in answers if "RUNNING" in answer["moment"]}
    doors = sorted({answer["doors"] for answer in answers})
    print(
        f"Questions: {len(during)} of {len(every)} answered while a network trained, "
        f"{len({answer['number'] for answer in answers})} afterwards, by {doors[0]} doors or more",
        flush=True,
    )
    if during != every:
        raise ExperimentFailed(f"Not answered during a training: {sorted(every - during)}")


def _keep(path: Path, stories: Stories, decisions: list[dict]) -> None:
    kept = {"at": datetime.now(timezone.utc).isoformat(timespec="seconds")}
    kept |= {"answers": stories.answers, "decisions": decisions}
    path.write_text(json.dumps(kept, indent=1))


@contextmanager
def _interrupted(training: subprocess.Popen[bytes]) -> Any:
    try:
        yield
    finally:
        interrupt(training)


def _status(tag: str) -> str:
    return str(next(iter(cnnprov.sql(STATUS.format(tag))))[0])


def _kept(answer: asking.Answer, moment: str) -> dict[str, Any]:
    question = answer.question
    return {
        "number": question.number,
        "words": question.words,
        "sql": question.sql,
        "query": question.query,
        "columns": question.columns,
        "rows": [[str(v) if v != v else v for v in row] for row in answer.rows],
        "doors": answer.doors,
        "moment": moment,
    }
