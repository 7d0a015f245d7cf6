"""What pos tells of tills without a line, as entries of the live stream."""

from collections.abc import Callable
from typing import Any

from google.protobuf.message import Message
from motorway.pos.v1 import events_pb2 as pos

from alerts.live_entries import time_text

Entry = tuple[str, str, str, dict[str, Any]]
CONFLICT = "offline.conflict"


def _replayed(event: pos.OfflineOperationsReplayed) -> Entry:
    names = ("till", "device_id", "series", "first_number", "last_number", "applied", "conflicts", "refused", "pending")
    data = {name: getattr(event, name) for name in names}
    return "offline.replayed", event.site_id, "", {**data, "time": time_text(event.at)}


def _found(event: pos.OfflineConflictFound) -> Entry:
    names = ("operation_id", "till", "series", "number", "words", "sale_id", "owed_minor", "currency", "cashier")
    data = {name: getattr(event, name) for name in names}
    said = {"state": "OPEN", "outcome": event.outcome.upper(), "reasons": list(event.reasons)}
    return CONFLICT, event.site_id, "", {**data, **said, "time": time_text(event.at)}


def _resolved(event: pos.OfflineConflictResolved) -> Entry:
    data = {"operation_id": event.operation_id, "state": "RESOLVED", "resolved_by": event.resolved_by}
    return CONFLICT, event.site_id, "", data


HANDLED: dict[type[Message], Callable[[Any], Entry]] = {
    pos.OfflineOperationsReplayed: _replayed,
    pos.OfflineConflictFound: _found,
    pos.OfflineConflictResolved: _resolved,
}
