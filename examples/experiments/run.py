"""Runs the published experiments, at one of three sizes.

Parts: measure (the matrix of runs, resumable), questions (two trainings and a search over K and L,
asked while they train), report (Markdown, HTML, SVG and Parquet of both); without any, these three.
pytorch trains AlexNet with PyTorch and asks the same.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from pathlib import Path

from place import ROOT, ExperimentFailed, Place
from sizes import SIZES

PARTS = ("measure", "questions", "report", "pytorch")
EXAMPLES = """examples:
  python run.py smoke
  python run.py reduced measure --repetitions 2 --network alexnet
  python run.py reduced report --output docs/experiments"""


def options() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog=EXAMPLES + "\n\nsizes:\n" + "\n".join(f"  {n:8} {s.note}" for n, s in SIZES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--repetitions", type=int, help="of each configuration (that of the size)")
    parser.add_argument(
        "--epochs", type=int, help="one configuration of so many (the size's matrix)"
    )
    parser.add_argument("--network", choices=("alexnet", "densed"), help="measure only this one")
    parser.add_argument("--folder", type=Path, help="for stores and data (.experiments/SIZE)")
    parser.add_argument("--output", type=Path, help="for the report (report in that folder)")
    found = parser.parse_args()
    for part in found.parts:
        if part not in PARTS:
            parser.error(f"there is no part {part}; expected some of {', '.join(PARTS)}")
    return found


def main() -> None:
    asked = options()
    size = SIZES[asked.size]
    place = Place((asked.folder or ROOT / ".experiments" / size.name).resolve(), size)
    place.folder.mkdir(parents=True, exist_ok=True)
    took = []
    for part in asked.parts or PARTS[:3]:
        began = time.monotonic()
        _do(part, place, asked)
        took.append(f"{part} {time.monotonic() - began:.0f} s")
    print(f"Experiments ({size.name}): all ran, {', '.join(took)}", flush=True)


def _do(part: str, place: Place, asked: argparse.Namespace) -> None:
    """One part; the others' modules are imported where they are needed."""
    if part == "measure":
        import measuring

        repetitions = asked.repetitions or place.size.repetitions
        measuring.measure(place, repetitions, asked.epochs, asked.network)
    elif part == "questions":
        import stories

        stories.tell(place)
    elif part == "pytorch":
        import stories

        stories.tell_with_pytorch(place)
    else:
        import report

        if not report.write(place, asked.output or place.folder / "report"):
            raise ExperimentFailed("A way of capture changed weights: see the report")


def _end(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)  # servers and trainings end with this program
    # A shell has its background jobs ignore Ctrl-C, and so would the trainings that are stopped.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        main()
    except ExperimentFailed as failure:
        sys.exit(f"\n{failure}")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. The same command goes on where it was.")
