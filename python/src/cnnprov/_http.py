"""Requests to the server, over one connection that is kept."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import time
from urllib.parse import urlsplit

from cnnprov._exceptions import ServerUnreachable

_TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    body: bytes
    retry_after: float | None = None
    """The seconds that the server asks to wait, when it does."""


def without_token(url: str) -> str:
    """The address for people to see: a token may stand before its path, as `/t/<token>/`."""
    return re.sub(r"(/t/+)[^/?#]+", r"\1…", url)


class Server:
    """The server at a URL. One thread at a time may use it."""

    def __init__(self, url: str, token: str | None) -> None:
        """Raises ValueError when the URL is none of http or https."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"CNNPROV_URL is no http address: {url!r}")
        self.url = without_token(url)
        self._path = parts.path.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        self._connection = kind(parts.hostname, parts.port, timeout=_TIMEOUT_SECONDS)

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer, whatever its status. Raises ServerUnreachable when none came whole."""
        reused = self._connection.sock is not None
        try:
            return self._attempt(method, path, body, headers or {})
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError) as error:
            if not reused:
                raise ServerUnreachable(self.url, error) from error
        except (OSError, http.client.HTTPException) as error:
            raise ServerUnreachable(self.url, error) from error
        try:  # the server had closed the kept connection; our requests may be repeated
            return self._attempt(method, path, body, headers or {})
        except (OSError, http.client.HTTPException) as error:
            raise ServerUnreachable(self.url, error) from error

    def close(self) -> None:
        """Close the kept connection; the next request opens a new one."""
        self._connection.close()

    def _attempt(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        try:
            self._connection.request(method, self._path + path, body, {**self._headers, **headers})
            response = self._connection.getresponse()
            content = response.read()
        except BaseException:
            self._connection.close()
            raise
        return Answer(response.status, content, _seconds(response.getheader("Retry-After")))


def _seconds(retry_after: str | None) -> float | None:
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time())
    except (TypeError, ValueError):
        return None
