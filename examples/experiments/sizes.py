"""The sizes in which the experiments can be run, and the matrix of each."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from ways import OURS, WAYS


@dataclass(frozen=True)
class Cell:
    """One configuration of the matrix."""

    epochs: int
    rate: float = 0.001
    optimizer: str = "adam"
    momentum: float = 0.0
    decay: float = 0.0

    def arguments(self) -> list[str]:
        """The options of train.py that choose it."""
        given = ["--epochs", str(self.epochs), "--rate", str(self.rate)]
        given += ["--optimizer", self.optimizer]
        if self.optimizer == "sgd":
            given += ["--momentum", str(self.momentum), "--decay", str(self.decay)]
        return given


@dataclass(frozen=True)
class Network:
    """A network at some size: how its data are made, and how it is trained."""

    name: str
    title: str
    folder: str
    data: str
    """The file or folder of the data, within those of the size."""
    maker: tuple[str, ...]
    """The script that makes the data, and its options."""
    options: tuple[str, ...]
    """The options of its train.py that make the size."""
    published_percent: tuple[float, float]
    """The overhead that was published, from the least to the greatest."""
    published_limit: float
    """The percentage below which all published overheads lay."""


@dataclass(frozen=True)
class Story:
    """The trainings of which the questions are asked."""

    epochs: int
    period: int
    search_epochs: int
    search: tuple[str, ...]
    """The options of DenseED's train.py in the search over K and L."""
    ends_when_asked: bool = True
    """Whether a training ends once the questions were asked, however many epochs are left."""
    slows: bool = False
    """Whether epochs are so short that none lasts for a question unless it is made to."""


@dataclass(frozen=True)
class Size:
    """What is run."""

    name: str
    backend: str
    alexnet: Network
    densed: Network
    cells: tuple[Cell, ...]
    densed_cells: tuple[Cell, ...]
    repetitions: int
    ways: tuple[str, ...]
    story: Story
    note: str

    @property
    def networks(self) -> tuple[tuple[Network, tuple[Cell, ...]], ...]:
        """Each network with its cells."""
        return ((self.alexnet, self.cells), (self.densed, self.densed_cells))


ALL_WAYS = tuple(WAYS)


def _alexnet(variant: str, side: int, batch: int, *more: str) -> Network:
    return Network(
        "alexnet",
        "AlexNet on Flowers-17",
        "alexnet-flowers17",
        "flowers17",
        ("make_flowers.py", "--side", str(side), *more),
        ("--variant", variant, "--batch", str(batch)),
        (0.69, 1.09),
        2.0,
    )


def _densed(samples: int, side: int, batch: int, *options: str) -> Network:
    return Network(
        "densed",
        "DenseED on wave fields",
        "densed-wave",
        "fields.npz",
        ("make_fields.py", "--samples", str(samples), "--side", str(side), "--without-capture"),
        ("--batch", str(batch), *options),
        (1.52, 3.50),
        4.0,
    )


def _matrix() -> tuple[Cell, ...]:
    descents = [
        {"optimizer": "sgd", "momentum": momentum, "decay": decay}
        for momentum, decay in itertools.product((0.5, 0.9), (0.0001, 0.000001))
    ]
    return tuple(
        replace(Cell(epochs, rate), **descent)
        for epochs, rate, descent in itertools.product(
            (20, 50, 100), (0.0005, 0.001, 0.002), ({}, *descents)
        )
    )


SIZES = {
    "full": Size(
        "full",
        "tensorflow",
        _alexnet("published", 560, 64),
        _densed(100_000, 64, 16, "--growth", "16", "--depth", "4"),
        _matrix(),
        _matrix(),
        5,
        ("none", "callback"),
        Story(50, 10, 200, (), ends_when_asked=False),
        "as published: 45 configurations of each network, five times with and without capture",
    ),
    "reduced": Size(
        "reduced",
        "tensorflow",
        _alexnet("small", 140, 64),
        _densed(160, 64, 16, "--growth", "16", "--depth", "4"),
        (Cell(5),),
        (Cell(5),),
        10,
        ALL_WAYS,
        Story(200, 10, 8, ("--blocks", "3")),
        "one configuration (Adam, 0.001): 1,360 drawn flowers, and 160 wave fields, of 64×64",
    ),
    "smoke": Size(
        "smoke",
        "jax",
        # XLA compiles each size of a batch: here all batches but those of the tests are of one.
        _alexnet("tiny", 48, 51, "--per-class", "20"),
        _densed(100, 16, 18, "--growth", "4", "--depth", "2", "--blocks", "1", "--first", "8"),
        (Cell(2),),
        (Cell(2),),
        1,
        ALL_WAYS,
        Story(200, 10, 30, ("--batch", "18", "--blocks", "1", "--first", "8"), slows=True),
        "tiny networks, one repetition: it shows that everything runs, its figures say nothing",
    ),
}

__all__ = ["ALL_WAYS", "OURS", "SIZES", "Cell", "Network", "Size", "Story"]
