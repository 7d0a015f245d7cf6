"""Alerts and incidents as entries of the live stream: what the outbox holds on its way to Redis."""

from typing import Any
from uuid import UUID

import orjson
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import alerts_pb2, incidents_pb2
from motorway_kit.messaging import OutboundEvent

from alerts.domain.live import LiveEntry
from alerts.live_entries import time_text

INCIDENT = incidents_pb2.Incident.DESCRIPTOR.full_name
TYPES = {"RAISED": "alert.raised", "ACKNOWLEDGED": "alert.acknowledged", "RESOLVED": "alert.resolved"}


def outbox_entry(event: OutboundEvent) -> LiveEntry:
    source_id = UUID(event.id).bytes
    if event.type == INCIDENT:
        return incident_entry(incidents_pb2.Incident.FromString(event.body), source_id)
    return alert_entry(alerts_pb2.Alert.FromString(event.body), source_id)


def alert_entry(alert: alerts_pb2.Alert, source_id: bytes) -> LiveEntry:
    """The live entry of one step of an alert. `source_id` is that of the step's event."""
    kind = TYPES.get(alert.step, "alert.updated")
    return LiveEntry(kind, alert.site, "", orjson.dumps(_alert(alert)), source_id)


def incident_entry(incident: incidents_pb2.Incident, source_id: bytes) -> LiveEntry:
    closed = incident.HasField("closed_at")
    kind = "incident.closed" if closed else "incident.opened" if incident.version == 1 else "incident.updated"
    data = {
        "incident_id": incident.incident_id,
        "site": incident.site,
        "kind": incidents_pb2.IncidentKind.Name(incident.kind).removeprefix("INCIDENT_KIND_"),
        "head": _alert(incident.head),
        "opened_at": time_text(incident.opened_at),
        "joined_at": time_text(incident.joined_at),
        "alerts": incident.alerts,
        "gathering": incident.gathering,
        "closed_at": _optional(incident, "closed_at"),
        "version": incident.version,
    }
    return LiveEntry(kind, incident.site, "", orjson.dumps(data), source_id)


def _alert(alert: alerts_pb2.Alert) -> dict[str, Any]:
    suppression = alerts_pb2.AlertSuppression.Name(alert.suppression).removeprefix("ALERT_SUPPRESSION_")
    return {
        "alert_id": alert.alert_id,
        "site": alert.site,
        "rule": alert.rule,
        "key": alert.key,
        "device": alert.device,
        "severity": alerts_pb2.AlertSeverity.Name(alert.severity).removeprefix("ALERT_SEVERITY_"),
        "state": alerts_pb2.AlertState.Name(alert.state).removeprefix("ALERT_STATE_"),
        "text": alert.text,
        "raised_at": time_text(alert.raised_at),
        "acknowledged_at": _optional(alert, "acknowledged_at"),
        "acknowledged_by": alert.acknowledged_by,
        "resolved_at": _optional(alert, "resolved_at"),
        "resolved_by": alert.resolved_by,
        "cleared_at": _optional(alert, "cleared_at"),
        "chattering": alert.chattering,
        "occurrences": alert.occurrences,
        "previous_alert_id": alert.previous_alert_id or None,
        "assignee": alert.assignee,
        "incident_id": alert.incident_id or None,
        "silence_id": alert.silence_id or None,
        "suppression": suppression if alert.suppression else None,
        "version": alert.version,
    }


def _optional(message: alerts_pb2.Alert | incidents_pb2.Incident, name: str) -> str | None:
    time: Timestamp = getattr(message, name)
    return time_text(time) if message.HasField(name) else None  # type: ignore[arg-type]
