"""The gRPC door."""

import base64
import binascii
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import grpc.aio
from motorway.alerts.v1 import alerts_pb2, alerts_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from alerts.app import alerts as app
from alerts.db.alerts import Filter
from alerts.domain.conditions import Alert, State
from alerts.events import alert_event
from alerts.parts import Alerts

DEFAULT_PAGE = 50
MAX_PAGE = 200
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STATES = {
    alerts_pb2.ALERT_STATE_RAISED: State.RAISED,
    alerts_pb2.ALERT_STATE_ACKNOWLEDGED: State.ACKNOWLEDGED,
    alerts_pb2.ALERT_STATE_RESOLVED: State.RESOLVED,
}
RULES = {
    "ListAlerts": somewhere(Operation.ALERTS_READ),
    "GetAlert": somewhere(Operation.ALERTS_READ),
    "AcknowledgeAlert": somewhere(Operation.ALERTS_ACKNOWLEDGE),
    "ResolveAlert": somewhere(Operation.ALERTS_RESOLVE),
}

Context = grpc.aio.ServicerContext[Any, Any]


class AlertsServicer(alerts_pb2_grpc.AlertsServiceServicer):
    def __init__(self, parts: Alerts) -> None:
        self._db = parts.db
        self._clock = parts.clock

    async def ListAlerts(
        self, request: alerts_pb2.ListAlertsRequest, context: Context
    ) -> alerts_pb2.ListAlertsResponse:
        scope = current_caller().narrowed(Operation.ALERTS_READ, request.sites)
        chosen = Filter(scope, _states(request.states), _decode_cursor(request.cursor))
        limit = min(request.page_size or DEFAULT_PAGE, MAX_PAGE)
        alerts, more = await app.list_alerts(self._db, chosen, limit)
        next_cursor = _encode_cursor(alerts[-1]) if more else ""
        return alerts_pb2.ListAlertsResponse(alerts=map(alert_event, alerts), next_cursor=next_cursor)

    async def GetAlert(self, request: alerts_pb2.GetAlertRequest, context: Context) -> alerts_pb2.GetAlertResponse:
        alert = await app.get_alert(self._db, current_caller(), request.alert_id)
        return alerts_pb2.GetAlertResponse(alert=alert_event(alert))

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


def _states(numbers: "Iterable[alerts_pb2.AlertState.ValueType]") -> tuple[State, ...]:
    try:
        return tuple(STATES[number] for number in numbers)
    except KeyError as error:
        raise InvalidInput("there is no such alert state", field="states") from error


def _encode_cursor(last: Alert) -> str:
    """The place of the last alert of a page: when it was raised, in microseconds, and its id."""
    place = f"{(last.raised_at - EPOCH) // timedelta(microseconds=1)}/{last.alert_id}"
    return base64.urlsafe_b64encode(place.encode()).decode()


def _decode_cursor(cursor: str) -> tuple[datetime, str] | None:
    if not cursor:
        return None
    try:
        place = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii")
        microseconds, alert_id = place.split("/")
        return EPOCH + timedelta(microseconds=int(microseconds)), str(UUID(alert_id))
    except (binascii.Error, ValueError, OverflowError) as error:
        raise InvalidInput("the cursor is none that was given out", field="cursor") from error
