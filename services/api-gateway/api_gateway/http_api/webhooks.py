"""Stripe's own calls, passed on to the payments service byte for byte."""

from typing import Annotated, Any

from fastapi import Header, Request
from fastapi.responses import Response
from motorway.payments.v1 import desk_pb2 as pb
from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant, acting
from motorway_access.roles import Operation, Role
from motorway_kit import http
from motorway_kit.errors import InvalidInput
from pydantic import Field

from api_gateway.edge import webhooks
from api_gateway.http_api.common import GatewayDep, Model, problem
from api_gateway.http_api.routing import called_back, resource

router = resource("/webhooks", "webhooks")

STRIPE = Caller(
    kind=CallerKind.USER,
    subject="stripe-webhook",
    name="stripe webhook",
    grants=(Grant(Role.AUDITOR, EVERYTHING),),
    limited_to=frozenset({Operation.PAYMENTS_READ}),
)
"""Whoever posts here. The signature in the header is the proof; nothing but `ReceiveWebhook` is asked so."""
EVENT = {"id": "evt_1NG8Du2eZvKYlo2CUI79vXWy", "object": "event", "type": "payment_intent.succeeded"}
BODY: dict[str, Any] = {
    "description": "An event, signed as it stands",
    "required": True,
    "content": {"application/json": {"schema": {"type": "object"}, "example": EVENT}},
}
REFUSED: dict[int | str, dict[str, Any]] = {400: problem("It is not signed by Stripe, or is no event")}


class WebhookReceived(Model):
    stored: bool = Field(description="False: it was there already")


@router.post("/stripe", response_model=WebhookReceived, responses=REFUSED, openapi_extra=called_back(requestBody=BODY))
async def receive_stripe_webhook(
    request: Request,
    gateway: GatewayDep,
    signature: Annotated[str, Header(alias="Stripe-Signature", max_length=2_000, description="As Stripe made it")] = "",
) -> WebhookReceived | Response:
    """An event of Stripe's, at most 256 KiB. It is written down before the answer, and worked on afterwards.

    The same event may come any number of times and in any order. What is answered by anything but a success, a 400 too,
    is sent again by Stripe, ever more rarely for three days.
    """
    wish = pb.ReceiveWebhookRequest(body=await request.body(), signature=signature)
    try:
        with acting(STRIPE, gateway.signer.sign):
            answer = await gateway.neighbours.payments.call("ReceiveWebhook", wish, pb.ReceiveWebhookResponse)
    except InvalidInput as error:
        return http.problem(400, error.reason, error.message, instance=webhooks.PATH)
    return WebhookReceived(stored=answer.stored)
