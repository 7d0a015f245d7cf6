"""Card readers, as the payments service and Stripe know them."""

from typing import Annotated

from fastapi import Path, Query
from motorway.payments.v1 import desk_pb2 as pb
from motorway_access.roles import Operation

from api_gateway.clients import COMMAND_DEADLINE_S
from api_gateway.http_api.calls import ServiceKeyDep, TrailDep
from api_gateway.http_api.common import NO_SITE, SLUG, GatewayDep
from api_gateway.http_api.desk_models import (
    ConnectionToken,
    ConnectionTokenWish,
    Reader,
    ReaderList,
    ReaderRegistration,
    reader_of,
)
from api_gateway.http_api.routing import operation, resource

router = resource("/readers", "readers")

READ, MANAGE = operation(Operation.READERS_READ), operation(Operation.READERS_MANAGE)
TAKE = operation(Operation.PAYMENTS_TAKE)
SECRET = operation(Operation.PAYMENTS_TAKE, repeatable=False)
ReaderId = Annotated[str, Path(max_length=100, description="Id of the reader")]
OfSite = Annotated[str, Query(pattern=SLUG, description="Site id", examples=["m25-cobham"])]


@router.get("", openapi_extra=READ)
async def list_readers(gateway: GatewayDep, site: OfSite) -> ReaderList:
    """Those of a site, with their state as Stripe tells it."""
    request = pb.ListReadersRequest(site_id=site)
    payments = gateway.neighbours.payments
    answer = await payments.call("ListReaders", request, pb.ListReadersResponse, timeout_s=COMMAND_DEADLINE_S)
    return ReaderList(items=list(map(reader_of, answer.readers)))


@router.post("", status_code=201, responses=NO_SITE, openapi_extra=MANAGE)
async def register_reader(gateway: GatewayDep, trail: TrailDep, body: ReaderRegistration, key: ServiceKeyDep) -> Reader:
    """Take a reader into use, with the code that it shows."""
    trail.site = body.site
    request = pb.RegisterReaderRequest(site_id=body.site, idempotency_key=key, **body.model_dump(exclude={"site"}))
    payments = gateway.neighbours.payments
    answer = await payments.call("RegisterReader", request, pb.RegisterReaderResponse, timeout_s=COMMAND_DEADLINE_S)
    trail.target = f"reader/{answer.reader.reader_id}"
    return reader_of(answer.reader)


@router.delete("/{reader_id}", openapi_extra=MANAGE)
async def remove_reader(gateway: GatewayDep, trail: TrailDep, reader_id: ReaderId) -> Reader:
    """Stripe forgets it too. Answers what it was. 409 `ReaderBusy` while it asks for a card."""
    trail.target = f"reader/{reader_id}"
    request = pb.RemoveReaderRequest(reader_id=reader_id)
    payments = gateway.neighbours.payments
    answer = await payments.call("RemoveReader", request, pb.RemoveReaderResponse, timeout_s=COMMAND_DEADLINE_S)
    reader = reader_of(answer.previous)
    trail.site, trail.before, trail.after = reader.site, reader.model_dump(mode="json"), {}
    return reader


@router.post("/{reader_id}/cancel", openapi_extra=TAKE)
async def cancel_reader_action(gateway: GatewayDep, trail: TrailDep, reader_id: ReaderId) -> Reader:
    """Take back what it asks its customer for; that payment is given up. Repeating it changes nothing."""
    trail.target = f"reader/{reader_id}"
    request = pb.CancelReaderActionRequest(reader_id=reader_id)
    payments = gateway.neighbours.payments
    answer = await payments.call(
        "CancelReaderAction", request, pb.CancelReaderActionResponse, timeout_s=COMMAND_DEADLINE_S
    )
    trail.site = answer.reader.site_id
    return reader_of(answer.reader)


@router.post("/connection-token", responses=NO_SITE, openapi_extra=SECRET)
async def create_connection_token(gateway: GatewayDep, trail: TrailDep, body: ConnectionTokenWish) -> ConnectionToken:
    """For an app that drives a reader itself (Stripe Terminal). It is kept nowhere."""
    trail.site, trail.target = body.site, f"readers/{body.site}"
    request = pb.CreateConnectionTokenRequest(site_id=body.site)
    payments = gateway.neighbours.payments
    answer = await payments.call(
        "CreateConnectionToken", request, pb.CreateConnectionTokenResponse, timeout_s=COMMAND_DEADLINE_S
    )
    return ConnectionToken(secret=answer.secret)
