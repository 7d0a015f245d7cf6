"""Recipients: who can be told, and how."""

from typing import Annotated, Any

from fastapi import Path, Query
from motorway.alerts.v1 import on_call_pb2 as pb
from motorway_access.roles import Operation
from starlette.requests import Request

from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import SLUG, GatewayDep
from api_gateway.http_api.documents import OfSites, message_of, said, site_of
from api_gateway.http_api.on_call_models import Recipient, RecipientContent, RecipientList
from api_gateway.http_api.preconditions import expected_version, precondition
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import names

router = resource("/recipients", "recipients")

READ, MANAGE = operation(Operation.ON_CALL_READ), operation(Operation.ON_CALL_MANAGE)
RecipientId = Annotated[str, Path(pattern=SLUG, description="Id of the recipient", examples=["jo"])]


@router.get("", openapi_extra=READ)
async def list_recipients(gateway: GatewayDep, query: Annotated[OfSites, Query()]) -> RecipientList:
    """Those of the sites, and those of every site, by id."""
    request = pb.ListRecipientsRequest(sites=names(query.site))
    answer = await gateway.neighbours.alerts.call("ListRecipients", request, pb.ListRecipientsResponse)
    return RecipientList(items=[said(Recipient, each) for each in answer.recipients])


@router.get("/{recipient_id}", openapi_extra=READ)
async def get_recipient(gateway: GatewayDep, recipient_id: RecipientId) -> Recipient:
    """With the quiet hours in the recipient's own time zone."""
    request = pb.GetRecipientRequest(id=recipient_id)
    answer = await gateway.neighbours.alerts.call("GetRecipient", request, pb.GetRecipientResponse)
    return said(Recipient, answer.recipient)


@router.put("/{recipient_id}", openapi_extra=MANAGE)
async def put_recipient(
    request: Request, gateway: GatewayDep, trail: TrailDep, recipient_id: RecipientId, body: RecipientContent
) -> Recipient:
    """Make or change it. Whoever is on call is told on every contact, outside of the quiet hours."""
    trail.target, trail.site = f"recipient/{recipient_id}", site_of(body.sites)
    recipient = message_of(pb.Recipient, recipient_id, body)
    wish = pb.PutRecipientRequest(recipient=recipient, expected_version=expected_version(request))
    with precondition("recipient"):
        answer = await gateway.neighbours.alerts.call("PutRecipient", wish, pb.PutRecipientResponse)
    trail.before = _document(answer.previous) if answer.HasField("previous") else None
    return said(Recipient, answer.recipient)


@router.delete("/{recipient_id}", status_code=204, openapi_extra=MANAGE)
async def remove_recipient(gateway: GatewayDep, trail: TrailDep, recipient_id: RecipientId) -> None:
    """409 `DocumentInUse` while a rota or a policy names it."""
    trail.target = f"recipient/{recipient_id}"
    request = pb.RemoveRecipientRequest(id=recipient_id)
    answer = await gateway.neighbours.alerts.call("RemoveRecipient", request, pb.RemoveRecipientResponse)
    trail.site, trail.before = site_of(answer.previous.sites), _document(answer.previous)


def _document(recipient: pb.Recipient) -> dict[str, Any]:
    return said(Recipient, recipient).model_dump(mode="json")
