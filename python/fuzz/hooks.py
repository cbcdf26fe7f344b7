"""What schemathesis has to know beside the document."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(ctx: Any, value: Any) -> bytes:  # noqa: ARG001
    """The document calls a batch a string: it is sent as it was made."""
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")
