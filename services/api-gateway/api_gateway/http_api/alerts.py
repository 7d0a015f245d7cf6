"""Alerts, as the alerts service keeps them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Path, Query
from motorway.alerts.v1 import alerts_pb2
from motorway_access.roles import Operation
from pydantic import BaseModel, Field

from api_gateway import clients
from api_gateway.http_api.calls import Trail, TrailDep
from api_gateway.http_api.common import Gateway, GatewayDep, Model, optional_utc, utc
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sites import SITES

router = resource("/alerts", "alerts")

_STATE = "(raised|acknowledged|resolved|RAISED|ACKNOWLEDGED|RESOLVED)"
STATES = f"^({_STATE}(,{_STATE})*)?$"
AlertId = Annotated[str, Path(max_length=100)]


class AlertState(StrEnum):
    RAISED = "RAISED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RESOLVED = "RESOLVED"


class AlertSeverity(StrEnum):
    INFO = "INFO"
    WARNING = "WARNING"
    CRITICAL = "CRITICAL"


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
    version: int


class AlertQuery(BaseModel):
    site: str = Field(default="", pattern=SITES, description="Site ids with commas between; empty: every site")
    state: str = Field(
        default="",
        pattern=STATES,
        description="States with commas between; empty: all",
        examples=["raised,acknowledged"],
    )
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=500, description="Items on a page")


class AlertPage(Model):
    items: list[Alert]
    next_cursor: str


@router.get("", openapi_extra=operation(Operation.ALERTS_READ))
async def list_alerts(gateway: GatewayDep, query: Annotated[AlertQuery, Query()]) -> AlertPage:
    """Newest first."""
    request = alerts_pb2.ListAlertsRequest(
        sites=[name for name in query.site.split(",") if name],
        states=[_state(name) for name in query.state.split(",") if name],
        page_size=query.limit,
        cursor=query.cursor,
    )
    response = await gateway.neighbours.alerts.call("ListAlerts", request, alerts_pb2.ListAlertsResponse)
    return AlertPage(items=[_alert(alert) for alert in response.alerts], next_cursor=response.next_cursor)


@router.post("/{alert_id}/acknowledge", openapi_extra=operation(Operation.ALERTS_ACKNOWLEDGE))
async def acknowledge_alert(gateway: GatewayDep, trail: TrailDep, alert_id: AlertId) -> Alert:
    """Say that someone has seen it and acts. Repeating it changes nothing."""
    return await _changed(gateway, trail, "acknowledge", alert_id)


@router.post("/{alert_id}/resolve", openapi_extra=operation(Operation.ALERTS_RESOLVE))
async def resolve_alert(gateway: GatewayDep, trail: TrailDep, alert_id: AlertId) -> Alert:
    """End an alert whose condition does not clear by itself. Repeating it changes nothing."""
    return await _changed(gateway, trail, "resolve", alert_id)


async def _changed(gateway: Gateway, trail: Trail, verb: str, alert_id: str) -> Alert:
    trail.target = f"alert/{alert_id}"
    response = await clients.change_alert(gateway.neighbours.alerts, verb, alert_id)
    trail.site = response.alert.site
    if response.HasField("previous"):
        trail.before = _alert(response.previous).model_dump(mode="json")
    return _alert(response.alert)


def _state(name: str) -> alerts_pb2.AlertState.ValueType:
    return alerts_pb2.AlertState.Value(f"ALERT_STATE_{name.upper()}")


def _alert(alert: alerts_pb2.Alert) -> Alert:
    return Alert(
        alert_id=alert.alert_id,
        site=alert.site,
        rule=alert.rule,
        key=alert.key,
        device=alert.device,
        severity=AlertSeverity(alerts_pb2.AlertSeverity.Name(alert.severity).removeprefix("ALERT_SEVERITY_")),
        state=AlertState(alerts_pb2.AlertState.Name(alert.state).removeprefix("ALERT_STATE_")),
        text=alert.text,
        raised_at=utc(alert.raised_at),
        acknowledged_at=optional_utc(alert, "acknowledged_at"),
        acknowledged_by=alert.acknowledged_by,
        resolved_at=optional_utc(alert, "resolved_at"),
        resolved_by=alert.resolved_by,
        version=alert.version,
    )
