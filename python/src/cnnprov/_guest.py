"""Adding to an execution that another process runs, or ran."""

from __future__ import annotations

from cnnprov._encoding import Event, encode_event
from cnnprov._event_log import EventLog


class GuestLog(EventLog):
    """Events that name their execution, which this process neither starts nor ends."""

    def __init__(self, dataflow: str, execution: str) -> None:
        super().__init__()
        self._address = {"dataflow": dataflow, "execution": execution}

    def line_of(self, event: Event) -> bytes:
        if event["type"] == "dataflow_declared":
            return encode_event(event)
        return encode_event({**event, **self._address})
