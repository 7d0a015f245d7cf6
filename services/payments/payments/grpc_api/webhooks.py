"""The gRPC door of Stripe's webhooks. Whoever calls, it is the signature that counts."""

from typing import Any

import grpc.aio
from motorway.payments.v1 import desk_pb2 as pb
from motorway.payments.v1 import desk_pb2_grpc
from motorway_access.guard import somewhere
from motorway_access.roles import Operation

from payments.app import webhooks as app
from payments.parts import Payments

RULES = {"ReceiveWebhook": somewhere(Operation.PAYMENTS_READ)}

Context = grpc.aio.ServicerContext[Any, Any]


class WebhooksServicer(desk_pb2_grpc.WebhooksServiceServicer):
    def __init__(self, parts: Payments) -> None:
        self._parts = parts

    async def ReceiveWebhook(self, request: pb.ReceiveWebhookRequest, context: Context) -> pb.ReceiveWebhookResponse:
        return pb.ReceiveWebhookResponse(stored=await app.receive(self._parts, request.body, request.signature))
