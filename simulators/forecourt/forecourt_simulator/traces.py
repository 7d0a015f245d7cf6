"""The controller's part in a recorded trace (ADR 0058): obeying, and what a pump then tells until its fuelling is over.

Of this run only: nothing of it is on disk.
"""

from motorway_kit.tracing import Followed, follow
from opentelemetry.trace import SpanKind

from forecourt_simulator.commands import Received


class Traces:
    """Of one site."""

    def __init__(self) -> None:
        self._by_pump: dict[str, str] = {}

    def obey(self, received: Received) -> Followed | None:
        """The span of carrying out an order whose trace is recorded, to be ended by the caller."""
        if not received.traceparent:
            return None
        kind = received.command.WhichOneof("command") or "nothing"
        followed = follow(f"obey {kind}", SpanKind.CONSUMER, received.traceparent)
        if followed is not None and kind == "authorise":
            self._by_pump[str(received.command.authorise.pump)] = followed.traceparent
        return followed

    def of(self, topic: str) -> str:
        """The `traceparent` of a message on this topic of the site; a finished transaction is the last that has it."""
        parts = topic.split("/")
        if parts[0] != "pump":
            return ""
        return (self._by_pump.pop if parts[2:] == ["transaction"] else self._by_pump.get)(parts[1], "")
