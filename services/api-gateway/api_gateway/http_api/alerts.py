"""Alerts, as the alerts service keeps them."""

from typing import Annotated

from fastapi import Path, Query
from motorway.alerts.v1 import alerts_pb2
from motorway_access.roles import Operation
from pydantic import BaseModel, Field

from api_gateway import clients
from api_gateway.http_api.alert_models import (
    Alert,
    AlertDetail,
    AlertPage,
    AlertSeverity,
    AlertState,
    AlertStatistics,
    AlertStep,
    alert_of,
    figures_of,
    step_of,
)
from api_gateway.http_api.calls import ServiceKeyDep, Trail, TrailDep
from api_gateway.http_api.common import Gateway, GatewayDep, Model, stamp
from api_gateway.http_api.moments import Moment
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import names
from api_gateway.http_api.sites import SITES

router = resource("/alerts", "alerts")

READ, ACKNOWLEDGE = operation(Operation.ALERTS_READ), operation(Operation.ALERTS_ACKNOWLEDGE)
_STATE = "(" + "|".join(name for state in AlertState for name in (state.lower(), state)) + ")"
_SEVERITY = "(" + "|".join(name for severity in AlertSeverity for name in (severity.lower(), severity)) + ")"
STATES = f"^({_STATE}(,{_STATE})*)?$"
SEVERITIES = f"^({_SEVERITY}(,{_SEVERITY})*)?$"
RULES = r"^([a-z0-9_.-]{1,100}(,[a-z0-9_.-]{1,100}){0,49})?$"
UUID = r"^([0-9a-fA-F-]{36})?$"
AlertId = Annotated[str, Path(max_length=100)]


class AlertQuery(BaseModel):
    site: str = Field(default="", pattern=SITES, description="Site ids with commas between; empty: every site")
    state: str = Field(
        default="",
        pattern=STATES,
        description="States with commas between; empty: all",
        examples=["raised,acknowledged"],
    )
    severity: str = Field(
        default="", pattern=SEVERITIES, description="With commas between; empty: all", examples=["warning,critical"]
    )
    rule: str = Field(
        default="", pattern=RULES, description="Ids of rules with commas between; empty: all", examples=["tank_low"]
    )
    incident: str = Field(default="", pattern=UUID, description="Only those of this incident, and its head")
    assignee: str = Field(default="", max_length=100, description="Only those that this user looks after")
    text: str = Field(default="", max_length=200, description="Somewhere in text, device or rule, in any case")
    suppressed: bool | None = Field(
        default=None, description="Only those for which nobody is called (true), or somebody (false)"
    )
    grouped: bool | None = Field(
        default=None, description="Only those that the head of an incident stands for (true), or all others (false)"
    )
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=500, description="Items on a page")


class StatisticsQuery(BaseModel):
    site: str = Field(default="", pattern=SITES, description="Site ids with commas between; empty: every site")
    start: Moment = Field(description="From here on alerts were raised that count")
    end: Moment = Field(description="Before this; at most 366 days after the start")


class NewNote(Model):
    note: str = Field(min_length=1, max_length=2000, examples=["The technician comes at 7."])


class NewAssignee(Model):
    assignee: str = Field(max_length=100, description="A user name; empty: nobody any more", examples=["jo.smith"])


@router.get("", openapi_extra=READ)
async def list_alerts(gateway: GatewayDep, query: Annotated[AlertQuery, Query()]) -> AlertPage:
    """Newest first."""
    request = alerts_pb2.ListAlertsRequest(
        sites=names(query.site),
        states=[alerts_pb2.AlertState.Value(f"ALERT_STATE_{name.upper()}") for name in names(query.state)],
        severities=[alerts_pb2.AlertSeverity.Value(f"ALERT_SEVERITY_{n.upper()}") for n in names(query.severity)],
        rules=names(query.rule),
        incident_id=query.incident,
        assignee=query.assignee,
        text=query.text,
        suppressed=query.suppressed,
        grouped=query.grouped,
        page_size=query.limit,
        cursor=query.cursor,
    )
    response = await gateway.neighbours.alerts.call("ListAlerts", request, alerts_pb2.ListAlertsResponse)
    return AlertPage(items=list(map(alert_of, response.alerts)), next_cursor=response.next_cursor)


@router.get("/statistics", openapi_extra=READ)
async def get_alert_statistics(gateway: GatewayDep, query: Annotated[StatisticsQuery, Query()]) -> AlertStatistics:
    """How alerts were looked after: times to acknowledge and resolve, nuisance, standing and stale ones, by rule."""
    request = alerts_pb2.GetAlertStatisticsRequest(
        sites=names(query.site), start=stamp(query.start), end=stamp(query.end)
    )
    alerts = gateway.neighbours.alerts
    answer = await alerts.call("GetAlertStatistics", request, alerts_pb2.GetAlertStatisticsResponse)
    return AlertStatistics(
        total=figures_of(answer.total),
        rules=list(map(figures_of, answer.rules)),
        peak_per_10_min=answer.peak_per_10_min,
    )


@router.get("/{alert_id}", openapi_extra=READ)
async def get_alert(gateway: GatewayDep, alert_id: AlertId) -> AlertDetail:
    """With its journal."""
    alerts = gateway.neighbours.alerts
    asked, steps = alerts_pb2.GetAlertRequest(alert_id=alert_id), alerts_pb2.ListAlertStepsRequest(alert_id=alert_id)
    found = await alerts.call("GetAlert", asked, alerts_pb2.GetAlertResponse)
    journal = await alerts.call("ListAlertSteps", steps, alerts_pb2.ListAlertStepsResponse)
    return AlertDetail(
        **alert_of(found.alert).model_dump(),
        rule_name=found.rule_name,
        response=found.response,
        journal=list(map(step_of, journal.steps)),
    )


@router.post("/{alert_id}/acknowledge", openapi_extra=ACKNOWLEDGE)
async def acknowledge_alert(gateway: GatewayDep, trail: TrailDep, alert_id: AlertId) -> Alert:
    """Say that someone has seen it and acts. Repeating it changes nothing."""
    return await _changed(gateway, trail, "acknowledge", alert_id)


@router.post("/{alert_id}/resolve", openapi_extra=operation(Operation.ALERTS_RESOLVE))
async def resolve_alert(gateway: GatewayDep, trail: TrailDep, alert_id: AlertId) -> Alert:
    """End an alert whose condition does not clear by itself. Repeating it changes nothing."""
    return await _changed(gateway, trail, "resolve", alert_id)


@router.post("/{alert_id}/assign", openapi_extra=ACKNOWLEDGE)
async def assign_alert(gateway: GatewayDep, trail: TrailDep, alert_id: AlertId, body: NewAssignee) -> Alert:
    """Say who looks after it. Repeating it changes nothing; 409 `AlertAlreadyResolved`."""
    trail.target = f"alert/{alert_id}"
    request = alerts_pb2.AssignAlertRequest(alert_id=alert_id, assignee=body.assignee)
    response = await gateway.neighbours.alerts.call("AssignAlert", request, alerts_pb2.AssignAlertResponse)
    trail.site = response.alert.site
    trail.before = alert_of(response.previous).model_dump(mode="json")
    return alert_of(response.alert)


@router.post("/{alert_id}/notes", openapi_extra=ACKNOWLEDGE)
async def add_alert_note(
    gateway: GatewayDep, trail: TrailDep, alert_id: AlertId, body: NewNote, key: ServiceKeyDep
) -> AlertStep:
    """Write into its journal, also after it was resolved."""
    trail.target = f"alert/{alert_id}"
    request = alerts_pb2.AddAlertNoteRequest(alert_id=alert_id, note=body.note, idempotency_key=key)
    response = await gateway.neighbours.alerts.call("AddAlertNote", request, alerts_pb2.AddAlertNoteResponse)
    trail.site = response.alert.site
    return step_of(response.step)


async def _changed(gateway: Gateway, trail: Trail, verb: str, alert_id: str) -> Alert:
    trail.target = f"alert/{alert_id}"
    response = await clients.change_alert(gateway.neighbours.alerts, verb, alert_id)
    trail.site = response.alert.site
    if response.HasField("previous"):
        trail.before = alert_of(response.previous).model_dump(mode="json")
    return alert_of(response.alert)
