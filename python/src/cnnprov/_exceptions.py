"""What can go wrong outside the training.

CnnprovError
├── ServerUnreachable      no answer came from the server
├── RequestRefused         the server answered with an error
├── ExtractionError        a raw data file cannot be read as rows
├── MissingDependency      an optional package is not installed (also an ImportError)
└── JarNotFound            `cnnprov serve` found no server to start

CaptureWarning             (a warning) something could not be captured; training goes on

Capture calls never raise: what goes wrong there becomes one `CaptureWarning`.
"""

from __future__ import annotations

import os


class CnnprovError(Exception):
    """The base of every error that this package raises."""


class ServerUnreachable(CnnprovError):
    """No answer came from the server at `url`."""

    def __init__(self, url: str, reason: object) -> None:
        self.url = url
        super().__init__(
            f"No CNNProv server answers at {url} ({reason}). "
            "Start one with `cnnprov serve`, or set CNNPROV_URL to where it runs."
        )


class RequestRefused(CnnprovError):
    """The server refused a request; `status` is HTTP's, `code` is stable and the server's own."""

    def __init__(self, status: int, code: str | None, detail: str) -> None:
        self.status = status
        self.code = code
        self.detail = detail
        super().__init__(f"{detail} ({code or 'no code'}, HTTP {status})")


class ExtractionError(CnnprovError):
    """A raw data file cannot be read as rows; `line` and `column` say where, if it is known."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        reason: str,
        *,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        self.path = os.fspath(path)
        self.line = line
        self.column = column
        place = "" if line is None else f", line {line}"
        place += "" if column is None else f", column {column}"
        super().__init__(f"{self.path}{place}: {reason}")


class MissingDependency(CnnprovError, ImportError):
    """An optional package is needed for this call."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed: pip install 'cnnprov[{extra}]'")


class JarNotFound(CnnprovError):
    """The server's jar is neither named by CNNPROV_JAR nor found in a checkout."""


class CaptureWarning(UserWarning):
    """Something could not be captured; the training itself is not touched."""
