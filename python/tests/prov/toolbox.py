"""ProvToolbox in a process of its own: its readers, and its validator of PROV-CONSTRAINTS."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

PRIMER = "a-prefix-that-is-known"
# In PROV-XML it takes an attribute `id` of any namespace for the identifier of the statement.
TAKEN_FOR_IDENTIFIER = re.compile(rb"<((?!prov:)[\w.-]+:id)[ >].*?</\1>", re.DOTALL)
TARGET = Path(__file__).parents[3] / "prov-readers" / "target"


def ask(question: str, files: Iterable[Path], tolerant: bool = False) -> dict[Path, Any]:
    """Answers `read` (statements) or `validate` (violations) for each document.

    Where it is tolerant, the text of an error is an answer too.
    """
    classpath = TARGET / "classpath.txt"
    if not classpath.is_file():
        reason = f"{classpath} is missing: run `mvn -q -DskipTests package` in the checkout"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    told = subprocess.run(
        [
            "java",
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            os.pathsep.join([str(TARGET / "classes"), classpath.read_text()]),
            "org.cnnprov.provreaders.Main",
            question,
            *map(str, files),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-4000:]
    # Not splitlines: texts hold other ends of lines, such as U+2028.
    answers = [json.loads(line) for line in told.stdout.split("\n") if line]
    failed = {answer["file"]: answer["error"] for answer in answers if "error" in answer}
    assert tolerant or not failed, f"{failed}\n{told.stderr[-4000:]}"
    return {
        Path(answer["file"]): answer["found"] if "found" in answer else answer["error"]
        for answer in answers
    }


def adapted(form: str, document: bytes) -> bytes:
    """The document with what ProvToolbox's readers need beside what the formats ask for.

    Of PROV-JSON a bundle has to repeat its name as `@id`, which Python's prov refuses, and the
    prefixes of its document. In
    PROV-XML a value may only use prefixes that an identifier used before, and no attribute may be
    called `id`: those are left out.
    """
    if form == "json":
        content = json.loads(document)
        for name, bundle in content.get("bundle", {}).items():
            bundle["@id"] = name
            bundle["prefix"] = {**content["prefix"], **bundle["prefix"]}
        return json.dumps(content).encode()
    if form == "xml":
        prefixes = re.findall(rb"xmlns:([\w.-]+)=", document[: document.index(b">", 60)])
        known = b"".join(
            b'<prov:entity prov:id="%s:%s"/>' % (prefix, PRIMER.encode())
            for prefix in prefixes
            if prefix not in (b"xsd", b"xsi", b"prov")
        )
        head, end, tail = document.partition(b"\n<prov:entity ")
        return TAKEN_FOR_IDENTIFIER.sub(b"", head + known + end + tail)
    return document
