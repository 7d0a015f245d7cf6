"""Alerts, incidents and silences as REST shows them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from motorway.alerts.v1 import alerts_pb2, incidents_pb2, silences_pb2
from pydantic import Field

from api_gateway.http_api.common import Model, optional_utc, utc

RuleId = Annotated[str, Field(max_length=100, examples=["controller_offline", "tank_low"])]


class AlertState(StrEnum):
    RAISED = "RAISED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RESOLVED = "RESOLVED"


class AlertSeverity(StrEnum):
    INFO = "INFO"
    WARNING = "WARNING"
    CRITICAL = "CRITICAL"


class AlertSuppression(StrEnum):
    """SHELVED: by a silence; OUT_OF_SERVICE: by a maintenance window; INCIDENT: the head of its incident calls for it;
    OVER: it had ended when it became known."""

    SHELVED = "SHELVED"
    OUT_OF_SERVICE = "OUT_OF_SERVICE"
    INCIDENT = "INCIDENT"
    OVER = "OVER"


class IncidentKind(StrEnum):
    """SITE_DARK: the site's controller is offline; STORM: more alerts within a minute than anybody can look at."""

    SITE_DARK = "SITE_DARK"
    STORM = "STORM"


class SilenceKind(StrEnum):
    """SILENCE: somebody knows already, at most 7 days; MAINTENANCE: work is done there, at most 30 days, and such
    alerts are in no statistics."""

    SILENCE = "SILENCE"
    MAINTENANCE = "MAINTENANCE"


class Alert(Model):
    alert_id: str
    site: str
    rule: str = Field(examples=["controller_offline", "device_alarm"])
    key: str = Field(description="At most one open alert has a given key")
    device: str = Field(examples=["controller", "tank/1"])
    severity: AlertSeverity
    state: AlertState
    text: str
    raised_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    resolved_at: datetime | None
    resolved_by: str = Field(description="Empty when the condition cleared by itself")
    cleared_at: datetime | None = Field(description="Since when the condition of an alert held open is over")
    chattering: bool = Field(description="It came and went so often that it is held open until it has been quiet")
    occurrences: int = Field(description="How often its condition began, with the alerts just before it", examples=[1])
    previous_alert_id: str | None = Field(description="The alert of the same key that had ended shortly before")
    assignee: str = Field(description="Who looks after it; empty: nobody", examples=["jo.smith"])
    incident_id: str | None
    silence_id: str | None
    suppression: AlertSuppression | None = Field(description="Why nobody is called for it; null: somebody is")
    version: int


class AlertStep(Model):
    what: str = Field(
        description="RAISED, RERAISED (while held open), ESCALATED, RELEASED (by a silence or an incident), UPDATED, "
        "ACKNOWLEDGED, RESOLVED, CLEARED (but held open), SHELVED, GROUPED (into an incident), ASSIGNED or NOTED",
        examples=["ACKNOWLEDGED"],
    )
    at: datetime
    actor: str = Field(description="Empty: it happened by itself", examples=["jo.smith"])
    note: str
    version: int
    severity: AlertSeverity
    quiet: str = Field(description="Why nobody was told of it; empty: somebody was, if it calls for somebody at all")
    silence_id: str | None = Field(description="The silence that it came under")
    incident_id: str | None = Field(description="The incident that it became part of, or was set free of")


class AlertDetail(Alert):
    rule_name: str = Field(description="What its rule is called", examples=["Tank low"])
    response: str = Field(description="What to do, as its rule says", examples=["Order fuel today."])
    journal: list[AlertStep] = Field(description="What happened to it, oldest first; the newest 500")


class AlertPage(Model):
    items: list[Alert]
    next_cursor: str


class AlertFigures(Model):
    """Of alerts raised in the range; standing and stale are as of now."""

    rule: str = Field(description="Empty: all rules", examples=["tank_low"])
    raised: int
    nuisance: int = Field(description="Cleared by themselves within 5 minutes, unacknowledged; or chattering")
    chattering: int
    standing: int = Field(description="Open now")
    stale: int = Field(description="Open now for more than 24 hours")
    acknowledged: int
    resolved: int
    mean_acknowledge_s: float | None = Field(description="From raised to acknowledged, of those that were")
    mean_resolve_s: float | None = Field(description="From raised to resolved, of those that were")


class AlertStatistics(Model):
    total: AlertFigures
    rules: list[AlertFigures] = Field(description="Most raised first")
    peak_per_10_min: int = Field(description="The most raised within ten minutes of the clock; above 10 is a flood")


class Incident(Model):
    incident_id: str
    site: str
    kind: IncidentKind
    head: Alert = Field(description="The alert that people are called for; the others call for nobody")
    opened_at: datetime
    joined_at: datetime = Field(description="When the newest alert joined it")
    alerts: int = Field(description="How many joined it, without the head")
    gathering: bool = Field(description="New alerts of the site still join it")
    closed_at: datetime | None
    version: int


class IncidentPage(Model):
    items: list[Incident]
    next_cursor: str


class Silence(Model):
    silence_id: str
    kind: SilenceKind
    sites: list[str] = Field(description="Empty: every site")
    rule: str = Field(description="Id of a rule; empty: any")
    device: str = Field(description="`pump/3`, or `pump` for every pump; empty: any")
    critical: bool = Field(description="Critical alerts too")
    reason: str
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    created_by: str
    cancelled_at: datetime | None
    cancelled_by: str


class SilencePage(Model):
    items: list[Silence]
    next_cursor: str


def alert_of(alert: alerts_pb2.Alert) -> Alert:
    return Alert(
        alert_id=alert.alert_id,
        site=alert.site,
        rule=alert.rule,
        key=alert.key,
        device=alert.device,
        severity=_severity(alert.severity),
        state=AlertState(alerts_pb2.AlertState.Name(alert.state).removeprefix("ALERT_STATE_")),
        text=alert.text,
        raised_at=utc(alert.raised_at),
        acknowledged_at=optional_utc(alert, "acknowledged_at"),
        acknowledged_by=alert.acknowledged_by,
        resolved_at=optional_utc(alert, "resolved_at"),
        resolved_by=alert.resolved_by,
        cleared_at=optional_utc(alert, "cleared_at"),
        chattering=alert.chattering,
        occurrences=alert.occurrences,
        previous_alert_id=alert.previous_alert_id or None,
        assignee=alert.assignee,
        incident_id=alert.incident_id or None,
        silence_id=alert.silence_id or None,
        suppression=_suppression(alert.suppression),
        version=alert.version,
    )


def step_of(step: alerts_pb2.AlertStep) -> AlertStep:
    return AlertStep(
        what=step.what,
        at=utc(step.at),
        actor=step.actor,
        note=step.note,
        version=step.version,
        severity=_severity(step.severity),
        quiet=step.quiet,
        silence_id=step.silence_id or None,
        incident_id=step.incident_id or None,
    )


def figures_of(figures: alerts_pb2.AlertFigures) -> AlertFigures:
    values = {name: getattr(figures, name) for name in AlertFigures.model_fields}
    for mean in ("mean_acknowledge_s", "mean_resolve_s"):
        values[mean] = values[mean] if figures.HasField(mean) else None
    return AlertFigures(**values)


def incident_of(incident: incidents_pb2.Incident) -> Incident:
    kind = incidents_pb2.IncidentKind.Name(incident.kind).removeprefix("INCIDENT_KIND_")
    return Incident(
        incident_id=incident.incident_id,
        site=incident.site,
        kind=IncidentKind(kind),
        head=alert_of(incident.head),
        opened_at=utc(incident.opened_at),
        joined_at=utc(incident.joined_at),
        alerts=incident.alerts,
        gathering=incident.gathering,
        closed_at=optional_utc(incident, "closed_at"),
        version=incident.version,
    )


def silence_of(silence: silences_pb2.Silence) -> Silence:
    return Silence(
        silence_id=silence.silence_id,
        kind=SilenceKind(silences_pb2.SilenceKind.Name(silence.kind).removeprefix("SILENCE_KIND_")),
        sites=list(silence.sites),
        rule=silence.rule,
        device=silence.device,
        critical=silence.critical,
        reason=silence.reason,
        starts_at=utc(silence.starts_at),
        ends_at=utc(silence.ends_at),
        created_at=utc(silence.created_at),
        created_by=silence.created_by,
        cancelled_at=optional_utc(silence, "cancelled_at"),
        cancelled_by=silence.cancelled_by,
    )


def _severity(number: alerts_pb2.AlertSeverity.ValueType) -> AlertSeverity:
    return AlertSeverity(alerts_pb2.AlertSeverity.Name(number).removeprefix("ALERT_SEVERITY_"))


def _suppression(number: alerts_pb2.AlertSuppression.ValueType) -> AlertSuppression | None:
    name = alerts_pb2.AlertSuppression.Name(number).removeprefix("ALERT_SUPPRESSION_")
    return AlertSuppression(name) if number else None
