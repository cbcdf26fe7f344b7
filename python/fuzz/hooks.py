"""What schemathesis has to know beside the document."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(ctx: Any, value: Any) -> bytes:  # noqa: ARG001
    """The document calls a batch a string: it is sent as it was made."""
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:  # noqa: ARG001
    """A condition of a query joins comparisons and no further conditions.

    Where it refers to itself, schemathesis 4.32.5 gives the operation up after some hundred
    requests: it cannot generate an array with one demanded element.
    """
    schemas = raw_schema["components"]["schemas"]
    *joined, schemas["QueryComparison"] = schemas["QueryCondition"]["oneOf"]
    comparison = {"$ref": "#/components/schemas/QueryComparison"}
    for each in joined:
        ((name, members),) = each["properties"].items()
        each["properties"][name] = comparison if name == "not" else {**members, "items": comparison}
