"""Alerts as protobuf."""

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import alerts_pb2

from alerts.domain.conditions import Alert


def alert_event(alert: Alert) -> alerts_pb2.Alert:
    """The alert as it travels: to callers, and through the outbox to the live stream."""
    condition = alert.condition
    return alerts_pb2.Alert(
        alert_id=alert.alert_id,
        site=condition.site,
        rule=condition.rule,
        key=condition.key,
        device=condition.device,
        severity=alerts_pb2.AlertSeverity.Value(f"ALERT_SEVERITY_{alert.severity}"),
        state=alerts_pb2.AlertState.Value(f"ALERT_STATE_{alert.state}"),
        text=alert.text,
        raised_at=_timestamp(alert.raised_at),
        acknowledged_at=_timestamp(alert.acknowledged_at),
        acknowledged_by=alert.acknowledged_by,
        resolved_at=_timestamp(alert.resolved_at),
        resolved_by=alert.resolved_by,
        version=alert.version,
    )


def _timestamp(time: datetime | None) -> Timestamp | None:
    if time is None:
        return None
    timestamp = Timestamp()
    timestamp.FromDatetime(time)
    return timestamp
