"""The gRPC door of alerts."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import grpc.aio
from motorway.alerts.v1 import alerts_pb2, alerts_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from alerts.app import alerts as app
from alerts.app import statistics
from alerts.db.alerts import Filter
from alerts.domain.conditions import Severity, State
from alerts.domain.statistics import Figures
from alerts.events import alert_event, step_message
from alerts.grpc_api.paging import cursor_of, id_of, page_limit, place_of, time_of
from alerts.parts import Alerts

MAX_TEXT = 200
STATES = {
    alerts_pb2.ALERT_STATE_RAISED: State.RAISED,
    alerts_pb2.ALERT_STATE_ACKNOWLEDGED: State.ACKNOWLEDGED,
    alerts_pb2.ALERT_STATE_RESOLVED: State.RESOLVED,
}
SEVERITIES = {
    alerts_pb2.ALERT_SEVERITY_INFO: Severity.INFO,
    alerts_pb2.ALERT_SEVERITY_WARNING: Severity.WARNING,
    alerts_pb2.ALERT_SEVERITY_CRITICAL: Severity.CRITICAL,
}
RULES = {
    "ListAlerts": somewhere(Operation.ALERTS_READ),
    "GetAlert": somewhere(Operation.ALERTS_READ),
    "ListAlertSteps": somewhere(Operation.ALERTS_READ),
    "GetAlertStatistics": somewhere(Operation.ALERTS_READ),
    "AcknowledgeAlert": somewhere(Operation.ALERTS_ACKNOWLEDGE),
    "AssignAlert": somewhere(Operation.ALERTS_ACKNOWLEDGE),
    "AddAlertNote": somewhere(Operation.ALERTS_ACKNOWLEDGE),
    "ResolveAlert": somewhere(Operation.ALERTS_RESOLVE),
}

Context = grpc.aio.ServicerContext[Any, Any]
N = TypeVar("N")
V = TypeVar("V")


class AlertsServicer(alerts_pb2_grpc.AlertsServiceServicer):
    def __init__(self, parts: Alerts) -> None:
        self._db = parts.db
        self._clock = parts.clock

    async def ListAlerts(
        self, request: alerts_pb2.ListAlertsRequest, context: Context
    ) -> alerts_pb2.ListAlertsResponse:
        alerts, more = await app.list_alerts(self._db, _filter(request), page_limit(request.page_size))
        next_cursor = cursor_of(alerts[-1].raised_at, alerts[-1].alert_id) if more else ""
        return alerts_pb2.ListAlertsResponse(alerts=map(alert_event, alerts), next_cursor=next_cursor)

    async def GetAlert(self, request: alerts_pb2.GetAlertRequest, context: Context) -> alerts_pb2.GetAlertResponse:
        alert = await app.get_alert(self._db, current_caller(), request.alert_id)
        name, response = await app.meaning_of(self._db, alert.condition.rule)
        return alerts_pb2.GetAlertResponse(alert=alert_event(alert), rule_name=name, response=response)

    async def ListAlertSteps(
        self, request: alerts_pb2.ListAlertStepsRequest, context: Context
    ) -> alerts_pb2.ListAlertStepsResponse:
        steps = await app.list_steps(self._db, current_caller(), request.alert_id)
        return alerts_pb2.ListAlertStepsResponse(steps=map(step_message, steps))

    async def AcknowledgeAlert(
        self, request: alerts_pb2.AcknowledgeAlertRequest, context: Context
    ) -> alerts_pb2.AcknowledgeAlertResponse:
        changed = await app.acknowledge_alert(self._db, current_caller(), request.alert_id, self._clock())
        return alerts_pb2.AcknowledgeAlertResponse(
            alert=alert_event(changed.alert), previous=alert_event(changed.previous)
        )

    async def ResolveAlert(
        self, request: alerts_pb2.ResolveAlertRequest, context: Context
    ) -> alerts_pb2.ResolveAlertResponse:
        changed = await app.resolve_alert(self._db, current_caller(), request.alert_id, self._clock())
        return alerts_pb2.ResolveAlertResponse(alert=alert_event(changed.alert), previous=alert_event(changed.previous))

    async def AssignAlert(
        self, request: alerts_pb2.AssignAlertRequest, context: Context
    ) -> alerts_pb2.AssignAlertResponse:
        changed = await app.assign_alert(self._db, current_caller(), request.alert_id, request.assignee, self._clock())
        return alerts_pb2.AssignAlertResponse(alert=alert_event(changed.alert), previous=alert_event(changed.previous))

    async def AddAlertNote(
        self, request: alerts_pb2.AddAlertNoteRequest, context: Context
    ) -> alerts_pb2.AddAlertNoteResponse:
        note = app.Note(request.alert_id, request.note, request.idempotency_key)
        alert, step = await app.add_note(self._db, current_caller(), note, self._clock())
        return alerts_pb2.AddAlertNoteResponse(alert=alert_event(alert), step=step_message(step))

    async def GetAlertStatistics(
        self, request: alerts_pb2.GetAlertStatisticsRequest, context: Context
    ) -> alerts_pb2.GetAlertStatisticsResponse:
        scope = current_caller().narrowed(Operation.ALERTS_READ, request.sites)
        start, end = time_of(request.start, "start"), time_of(request.end, "end")
        found = await statistics.get_statistics(self._db, scope, start, end, self._clock())
        return alerts_pb2.GetAlertStatisticsResponse(
            total=_figures(found.total), rules=map(_figures, found.rules), peak_per_10_min=found.peak_per_10_min
        )


def _filter(request: alerts_pb2.ListAlertsRequest) -> Filter:
    if len(request.text) > MAX_TEXT:
        raise InvalidInput(f"a text to look for has at most {MAX_TEXT} characters", field="text")
    return Filter(
        scope=current_caller().narrowed(Operation.ALERTS_READ, request.sites),
        states=_known(request.states, STATES, "states"),
        before=place_of(request.cursor),
        severities=_known(request.severities, SEVERITIES, "severities"),
        rules=tuple(request.rules),
        incident_id=id_of(request.incident_id, "incident_id") if request.incident_id else "",
        assignee=request.assignee,
        text=request.text,
        suppressed=request.suppressed if request.HasField("suppressed") else None,
        grouped=request.grouped if request.HasField("grouped") else None,
    )


def _known(numbers: Iterable[N], known: Mapping[N, V], field: str) -> tuple[V, ...]:
    try:
        return tuple(known[number] for number in numbers)
    except KeyError as error:
        raise InvalidInput(f"one of the {field} does not exist", field=field) from error


def _figures(figures: Figures) -> alerts_pb2.AlertFigures:
    return alerts_pb2.AlertFigures(
        rule=figures.rule,
        raised=figures.raised,
        nuisance=figures.nuisance,
        chattering=figures.chattering,
        standing=figures.standing,
        stale=figures.stale,
        acknowledged=figures.acknowledged,
        resolved=figures.resolved,
        mean_acknowledge_s=figures.mean_acknowledge_s,
        mean_resolve_s=figures.mean_resolve_s,
    )
