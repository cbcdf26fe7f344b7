"""`cnnprov serve`: start the server."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from cnnprov._exceptions import CnnprovError, JarNotFound

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_JAR = Path("server", "target", "cnnprov.jar")
_EXAMPLES = """\
examples:
  cnnprov serve
  cnnprov serve --port 0 --data /tmp/cnnprov
  CNNPROV_JAR=/opt/cnnprov.jar cnnprov serve

Other arguments go to the server as they are; `cnnprov serve -- --help` lists them."""


def add_to(commands: Commands) -> None:
    """Add the subcommand."""
    parser = commands.add_parser(
        "serve",
        help="start the server",
        description="Start the server's jar: CNNPROV_JAR, or that of the checkout around here.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run, server_arguments=[])


def run(options: argparse.Namespace) -> int:
    """Become the server's process."""
    java = shutil.which("java")
    if java is None:
        raise CnnprovError("java is not on the PATH; the server needs a JDK or JRE, 17 or newer")
    arguments = [argument for argument in options.server_arguments if argument != "--"]
    os.execv(java, [java, "-jar", str(find_jar()), "serve", *arguments])


def find_jar() -> Path:
    """The jar that CNNPROV_JAR names, else the one of a checkout. Raises JarNotFound."""
    named = os.environ.get("CNNPROV_JAR")
    if named:
        if Path(named).is_file():
            return Path(named)
        raise JarNotFound(f"CNNPROV_JAR names no file: {named}")
    here, package = Path.cwd(), Path(__file__).resolve().parent
    for directory in (here, *here.parents, *package.parents):
        if (directory / _JAR).is_file():
            return directory / _JAR
    raise JarNotFound(
        f"{_JAR} is not in {here} or above. Build it in a checkout with "
        "`mvn -q -DskipTests package`, or name it with CNNPROV_JAR."
    )
