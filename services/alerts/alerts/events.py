"""Alerts and incidents as protobuf: as they travel to callers, and through the outbox to the live stream."""

from datetime import datetime

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import alerts_pb2, incidents_pb2, silences_pb2

from alerts.domain.conditions import Alert, Suppression
from alerts.domain.incident import Incident
from alerts.domain.journal import Step
from alerts.domain.shelving import Silence


def alert_event(alert: Alert, step: str = "") -> alerts_pb2.Alert:
    """`step` is what led to this version, for the live stream."""
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
        raised_at=timestamp(alert.raised_at),
        acknowledged_at=timestamp(alert.acknowledged_at),
        acknowledged_by=alert.acknowledged_by,
        resolved_at=timestamp(alert.resolved_at),
        resolved_by=alert.resolved_by,
        version=alert.version,
        cleared_at=timestamp(alert.cleared_at),
        chattering=alert.chattering,
        occurrences=alert.occurrences,
        previous_alert_id=alert.previous_alert_id,
        assignee=alert.assignee,
        incident_id=alert.incident_id,
        silence_id=alert.silence_id,
        suppression=_suppression(alert.suppression),
        step=step,
    )


def step_message(step: Step) -> alerts_pb2.AlertStep:
    return alerts_pb2.AlertStep(
        what=step.what,
        at=timestamp(step.at),
        actor=step.actor,
        note=step.note,
        version=step.version,
        severity=alerts_pb2.AlertSeverity.Value(f"ALERT_SEVERITY_{step.severity}"),
        quiet=step.quiet,
        silence_id=str(step.data.get("silence_id", "")),
        incident_id=str(step.data.get("incident_id", "")),
    )


def incident_event(incident: Incident, head: Alert) -> incidents_pb2.Incident:
    return incidents_pb2.Incident(
        incident_id=incident.incident_id,
        site=incident.site,
        kind=incidents_pb2.IncidentKind.Value(f"INCIDENT_KIND_{incident.kind}"),
        head=alert_event(head),
        opened_at=timestamp(incident.opened_at),
        joined_at=timestamp(incident.joined_at),
        alerts=incident.alerts,
        gathering=incident.gathering,
        closed_at=timestamp(incident.closed_at),
        version=incident.version,
    )


def silence_message(silence: Silence) -> silences_pb2.Silence:
    return silences_pb2.Silence(
        silence_id=silence.silence_id,
        kind=silences_pb2.SilenceKind.Value(f"SILENCE_KIND_{silence.kind}"),
        sites=silence.sites,
        rule=silence.rule,
        device=silence.device,
        critical=silence.critical,
        reason=silence.reason,
        starts_at=timestamp(silence.starts_at),
        ends_at=timestamp(silence.ends_at),
        created_at=timestamp(silence.created_at),
        created_by=silence.created_by,
        cancelled_at=timestamp(silence.cancelled_at),
        cancelled_by=silence.cancelled_by,
    )


def timestamp(time: datetime | None) -> Timestamp | None:
    if time is None:
        return None
    at = Timestamp()
    at.FromDatetime(time)
    return at


def _suppression(suppression: Suppression) -> alerts_pb2.AlertSuppression.ValueType:
    return alerts_pb2.AlertSuppression.Value(f"ALERT_SUPPRESSION_{suppression or 'UNSPECIFIED'}")
