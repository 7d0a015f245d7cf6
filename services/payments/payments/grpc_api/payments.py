"""Card payments over gRPC. What is found by its id asks for the right at its site in the use case."""

from typing import Any

import grpc.aio
from motorway.payments.v1 import payments_pb2, payments_pb2_grpc
from motorway_access.caller import current_caller
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation

from payments.app import payments, starting
from payments.events import payment_message, refund_message
from payments.grpc_api.paging import cursor_of, last_id_of, page_limit
from payments.grpc_api.payment_messages import (
    filter_of,
    method_of,
    refund_filter_of,
    step_message,
    wanted_of,
)
from payments.parts import Payments

Context = grpc.aio.ServicerContext[Any, Any]
RULES = {
    "StartPayment": at(Operation.PAYMENTS_TAKE, "site_id"),
    "ClaimPayment": at(Operation.PAYMENTS_TAKE, "site_id"),
    "RetryPayment": somewhere(Operation.PAYMENTS_TAKE),
    "CancelPayment": somewhere(Operation.PAYMENTS_TAKE),
    "GetPayment": somewhere(Operation.PAYMENTS_READ),
    "ListPayments": somewhere(Operation.PAYMENTS_READ),
    "ListCardRefunds": somewhere(Operation.PAYMENTS_READ),
    "GetClientSecret": somewhere(Operation.PAYMENTS_TAKE),
}


class PaymentsServicer(payments_pb2_grpc.PaymentsServiceServicer):
    def __init__(self, parts: Payments) -> None:
        self._parts = parts

    async def StartPayment(
        self, request: payments_pb2.StartPaymentRequest, context: Context
    ) -> payments_pb2.StartPaymentResponse:
        payment = await starting.start(self._parts, wanted_of(request), request.idempotency_key)
        return payments_pb2.StartPaymentResponse(payment=payment_message(payment))

    async def ClaimPayment(
        self, request: payments_pb2.ClaimPaymentRequest, context: Context
    ) -> payments_pb2.ClaimPaymentResponse:
        payment = await payments.claim(self._parts, request.payment_id, request.sale_id, request.site_id)
        return payments_pb2.ClaimPaymentResponse(payment=payment_message(payment))

    async def RetryPayment(
        self, request: payments_pb2.RetryPaymentRequest, context: Context
    ) -> payments_pb2.RetryPaymentResponse:
        method = method_of(request.method)
        changed = await payments.retry(self._parts, request.payment_id, method, request.idempotency_key)
        payment, previous = map(payment_message, changed)
        return payments_pb2.RetryPaymentResponse(payment=payment, previous=previous)

    async def CancelPayment(
        self, request: payments_pb2.CancelPaymentRequest, context: Context
    ) -> payments_pb2.CancelPaymentResponse:
        changed = await payments.cancel(self._parts, request.payment_id, request.reason)
        payment, previous = map(payment_message, changed)
        return payments_pb2.CancelPaymentResponse(payment=payment, previous=previous)

    async def GetPayment(
        self, request: payments_pb2.GetPaymentRequest, context: Context
    ) -> payments_pb2.GetPaymentResponse:
        whole = await payments.get(self._parts, request.payment_id)
        return payments_pb2.GetPaymentResponse(
            payment=payment_message(whole.payment),
            steps=map(step_message, whole.steps),
            refunds=map(refund_message, whole.refunds),
        )

    async def ListPayments(
        self, request: payments_pb2.ListPaymentsRequest, context: Context
    ) -> payments_pb2.ListPaymentsResponse:
        scope = current_caller().narrowed(Operation.PAYMENTS_READ, request.sites)
        wanted, before = filter_of(request), last_id_of(request.cursor)
        found, more = await payments.list_payments(self._parts, scope, wanted, before, page_limit(request.page_size))
        next_cursor = cursor_of(found[-1].payment_id) if more else ""
        return payments_pb2.ListPaymentsResponse(payments=map(payment_message, found), next_cursor=next_cursor)

    async def ListCardRefunds(
        self, request: payments_pb2.ListCardRefundsRequest, context: Context
    ) -> payments_pb2.ListCardRefundsResponse:
        scope = current_caller().narrowed(Operation.PAYMENTS_READ, request.sites)
        wanted, before = refund_filter_of(request), last_id_of(request.cursor)
        found, more = await payments.list_refunds(self._parts, scope, wanted, before, page_limit(request.page_size))
        next_cursor = cursor_of(found[-1].refund_id) if more else ""
        return payments_pb2.ListCardRefundsResponse(refunds=map(refund_message, found), next_cursor=next_cursor)

    async def GetClientSecret(
        self, request: payments_pb2.GetClientSecretRequest, context: Context
    ) -> payments_pb2.GetClientSecretResponse:
        secret = await payments.client_secret(self._parts, request.payment_id)
        return payments_pb2.GetClientSecretResponse(client_secret=secret)
