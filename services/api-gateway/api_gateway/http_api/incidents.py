"""Incidents: alerts of a site for which people are called once."""

from typing import Annotated

from fastapi import Path, Query
from motorway.alerts.v1 import incidents_pb2 as pb
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.clients import COMMAND_DEADLINE_S
from api_gateway.http_api.alert_models import Incident, IncidentPage, incident_of
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import GatewayDep
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import Page, names

router = resource("/incidents", "incidents")

READ = operation(Operation.ALERTS_READ)
IncidentId = Annotated[str, Path(max_length=100, description="Id of the incident")]


class IncidentQuery(Page):
    open: bool | None = Field(default=None, description="Only those that are open (true), or closed (false)")


@router.get("", openapi_extra=READ)
async def list_incidents(gateway: GatewayDep, query: Annotated[IncidentQuery, Query()]) -> IncidentPage:
    """Newest first."""
    request = pb.ListIncidentsRequest(
        sites=names(query.site), open=query.open, page_size=query.limit, cursor=query.cursor
    )
    answer = await gateway.neighbours.alerts.call("ListIncidents", request, pb.ListIncidentsResponse)
    return IncidentPage(items=list(map(incident_of, answer.incidents)), next_cursor=answer.next_cursor)


@router.get("/{incident_id}", openapi_extra=READ)
async def get_incident(gateway: GatewayDep, incident_id: IncidentId) -> Incident:
    """Its alerts are those of `GET /api/v1/alerts?incident=`."""
    request = pb.GetIncidentRequest(incident_id=incident_id)
    answer = await gateway.neighbours.alerts.call("GetIncident", request, pb.GetIncidentResponse)
    return incident_of(answer.incident)


@router.post("/{incident_id}/acknowledge", openapi_extra=operation(Operation.ALERTS_ACKNOWLEDGE))
async def acknowledge_incident(gateway: GatewayDep, trail: TrailDep, incident_id: IncidentId) -> Incident:
    """Acknowledge its head and all of its open alerts. Repeating it changes nothing."""
    trail.target = f"incident/{incident_id}"
    request = pb.AcknowledgeIncidentRequest(incident_id=incident_id)
    alerts = gateway.neighbours.alerts
    answer = await alerts.call(
        "AcknowledgeIncident", request, pb.AcknowledgeIncidentResponse, timeout_s=COMMAND_DEADLINE_S
    )
    trail.site = answer.incident.site
    trail.before = incident_of(answer.previous).model_dump(mode="json")
    return incident_of(answer.incident)
