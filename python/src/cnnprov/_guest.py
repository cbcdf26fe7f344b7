"""Adding to an execution that another process runs, or ran."""

from __future__ import annotations

from cnnprov._encoding import Event
from cnnprov._event_log import EventLog


class GuestLog(EventLog):
    """Events that name their execution, which this process neither starts nor ends."""

    def __init__(self, dataflow: str, execution: str) -> None:
        super().__init__()
        self._address = {"dataflow": dataflow, "execution": execution}

    def append(self, *events: Event) -> None:
        """Write the events, each with the execution that it belongs to."""
        super().append(
            *(
                event if event["type"] == "dataflow_declared" else {**event, **self._address}
                for event in events
            )
        )
