"""The gRPC door of incidents."""

from typing import Any

import grpc.aio
from motorway.alerts.v1 import incidents_pb2, incidents_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import somewhere
from motorway_access.roles import Operation

from alerts.app import incidents as app
from alerts.events import incident_event
from alerts.grpc_api.paging import cursor_of, id_of, page_limit, place_of
from alerts.parts import Alerts

RULES = {
    "ListIncidents": somewhere(Operation.ALERTS_READ),
    "GetIncident": somewhere(Operation.ALERTS_READ),
    "AcknowledgeIncident": somewhere(Operation.ALERTS_ACKNOWLEDGE),
}

Context = grpc.aio.ServicerContext[Any, Any]


class IncidentsServicer(incidents_pb2_grpc.IncidentsServiceServicer):
    def __init__(self, parts: Alerts) -> None:
        self._db = parts.db
        self._clock = parts.clock

    async def ListIncidents(
        self, request: incidents_pb2.ListIncidentsRequest, context: Context
    ) -> incidents_pb2.ListIncidentsResponse:
        scope = current_caller().narrowed(Operation.ALERTS_READ, request.sites)
        is_open = request.open if request.HasField("open") else None
        chosen = app.Chosen(scope, place_of(request.cursor), is_open)
        found, more = await app.list_incidents(self._db, chosen, page_limit(request.page_size))
        last = found[-1].incident if more else None
        return incidents_pb2.ListIncidentsResponse(
            incidents=[incident_event(*one) for one in found],
            next_cursor=cursor_of(last.opened_at, last.incident_id) if last else "",
        )

    async def GetIncident(
        self, request: incidents_pb2.GetIncidentRequest, context: Context
    ) -> incidents_pb2.GetIncidentResponse:
        incident_id = id_of(request.incident_id, "incident_id")
        found = await app.get_incident(self._db, current_caller(), incident_id)
        return incidents_pb2.GetIncidentResponse(incident=incident_event(*found))

    async def AcknowledgeIncident(
        self, request: incidents_pb2.AcknowledgeIncidentRequest, context: Context
    ) -> incidents_pb2.AcknowledgeIncidentResponse:
        incident_id = id_of(request.incident_id, "incident_id")
        done = await app.acknowledge_incident(self._db, current_caller(), incident_id, self._clock())
        return incidents_pb2.AcknowledgeIncidentResponse(
            incident=incident_event(*done.now), previous=incident_event(*done.previous), acknowledged=done.acknowledged
        )
