"""Card payments and their refunds, as the payments service keeps them."""

from typing import Annotated, Any, Protocol

from fastapi import Body, Path, Query
from motorway.payments.v1 import payment_pb2
from motorway.payments.v1 import payments_pb2 as pb
from motorway_access.roles import Operation
from motorway_kit.ids import new_id
from pydantic import Field

from api_gateway.clients import COMMAND_DEADLINE_S
from api_gateway.http_api.calls import ServiceKeyDep, Trail, TrailDep
from api_gateway.http_api.common import NO_SITE, GatewayDep, stamp
from api_gateway.http_api.moments import Moment
from api_gateway.http_api.payment_models import (
    CardRefundPage,
    CardRefundState,
    ClientSecret,
    Payment,
    PaymentDetail,
    PaymentGivenUp,
    PaymentPage,
    PaymentRetry,
    PaymentStart,
    PaymentState,
    card_refund_of,
    method_message,
    payment_detail_of,
    payment_of,
)
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import Page, names

router = resource("/payments", "payments")
refunds = resource("/card-refunds", "payments")

READ, TAKE = operation(Operation.PAYMENTS_READ), operation(Operation.PAYMENTS_TAKE)
SECRET = operation(Operation.PAYMENTS_TAKE, repeatable=False)
NO_REASON = PaymentGivenUp()
PaymentId = Annotated[str, Path(max_length=100, description="Id of the payment")]
_STATE = "(" + "|".join(PaymentState) + ")"


class PaymentQuery(Page):
    state: str = Field(
        default="",
        pattern=f"^({_STATE}(,{_STATE})*)?$",
        description="States with commas between; empty: all",
        examples=["AUTHORISED,CAPTURED"],
    )
    sale_id: str = Field(default="", max_length=100, description="Only those of this sale; empty: all")
    start: Moment | None = Field(default=None, alias="from", description="Asked for since, inclusive")
    end: Moment | None = Field(default=None, alias="to", description="Asked for until, exclusive")
    text: str = Field(
        default="",
        max_length=100,
        description="An id of ours or of Stripe, or the last four digits of the card",
        examples=["4242"],
    )
    unknown_only: bool = Field(default=False, description="Only those with an open question at Stripe")


class CardRefundQuery(Page):
    state: CardRefundState | None = Field(default=None, description="Only those in this state")
    payment_id: str = Field(default="", max_length=100, description="Only those of this payment; empty: all")


class Changed(Protocol):
    """The answer to a change."""

    @property
    def payment(self) -> payment_pb2.Payment: ...

    @property
    def previous(self) -> payment_pb2.Payment: ...

    def HasField(self, name: Any) -> bool: ...


@router.post("", status_code=201, responses=NO_SITE, openapi_extra=TAKE)
async def start_payment(gateway: GatewayDep, trail: TrailDep, body: PaymentStart, key: ServiceKeyDep) -> Payment:
    """Hold money on a card before anything is fuelled. The answer comes as soon as it is written down.

    What becomes of it is told by `GET /payments/{payment_id}` and by `payment.changed` of the live stream. Once it is
    AUTHORISED, a PRE_PAY sale claims it with a tender of kind CARD; of a hold that no sale claims nothing is taken.
    """
    trail.site = body.site
    request = pb.StartPaymentRequest(
        payment_id=new_id(),
        site_id=body.site,
        purpose=payment_pb2.PAYMENT_PURPOSE_HOLD,
        method=method_message(body.method),
        account_id=body.method.account_id,
        idempotency_key=key,
        **body.model_dump(include={"shift_id", "amount_minor", "currency", "description"}),
    )
    trail.target = f"payment/{request.payment_id}"
    payments = gateway.neighbours.payments
    answer = await payments.call("StartPayment", request, pb.StartPaymentResponse, timeout_s=COMMAND_DEADLINE_S)
    trail.target = f"payment/{answer.payment.payment_id}"
    return payment_of(answer.payment)


@router.get("", openapi_extra=READ)
async def list_payments(gateway: GatewayDep, query: Annotated[PaymentQuery, Query()]) -> PaymentPage:
    """Newest first."""
    request = pb.ListPaymentsRequest(
        sites=names(query.site),
        states=[payment_pb2.PaymentState.Value(f"PAYMENT_STATE_{name}") for name in names(query.state)],
        sale_id=query.sale_id,
        to=stamp(query.end) if query.end else None,
        text=query.text,
        unknown_only=query.unknown_only,
        page_size=query.limit,
        cursor=query.cursor,
    )
    if query.start:
        getattr(request, "from").CopyFrom(stamp(query.start))
    answer = await gateway.neighbours.payments.call("ListPayments", request, pb.ListPaymentsResponse)
    return PaymentPage(items=list(map(payment_of, answer.payments)), next_cursor=answer.next_cursor)


@router.get("/{payment_id}", openapi_extra=READ)
async def get_payment(gateway: GatewayDep, payment_id: PaymentId) -> PaymentDetail:
    """With its time line and its refunds."""
    request = pb.GetPaymentRequest(payment_id=payment_id)
    answer = await gateway.neighbours.payments.call("GetPayment", request, pb.GetPaymentResponse)
    return payment_detail_of(answer)


@router.post("/{payment_id}/cancel", openapi_extra=TAKE)
async def cancel_payment(
    gateway: GatewayDep, trail: TrailDep, payment_id: PaymentId, body: Annotated[PaymentGivenUp, Body()] = NO_REASON
) -> Payment:
    """Give up a payment that no sale has claimed and from which nothing was taken. Repeating it changes nothing.

    VOIDING while Stripe has not said what became of it. 409 `PaymentClaimed` of a sale's: cancel it there.
    """
    trail.target = f"payment/{payment_id}"
    request = pb.CancelPaymentRequest(payment_id=payment_id, reason=body.reason)
    payments = gateway.neighbours.payments
    return _told(
        trail,
        await payments.call("CancelPayment", request, pb.CancelPaymentResponse, timeout_s=COMMAND_DEADLINE_S),
    )


@router.post("/{payment_id}/retry", openapi_extra=TAKE)
async def retry_payment(
    gateway: GatewayDep, trail: TrailDep, payment_id: PaymentId, body: PaymentRetry, key: ServiceKeyDep
) -> Payment:
    """Try again after a decline, perhaps with another card. 409 `PaymentNotDeclined` or `TooManyAttempts`."""
    trail.target = f"payment/{payment_id}"
    request = pb.RetryPaymentRequest(payment_id=payment_id, method=method_message(body.method), idempotency_key=key)
    payments = gateway.neighbours.payments
    return _told(
        trail,
        await payments.call("RetryPayment", request, pb.RetryPaymentResponse, timeout_s=COMMAND_DEADLINE_S),
    )


@router.post("/{payment_id}/client-secret", openapi_extra=SECRET)
async def get_client_secret(gateway: GatewayDep, trail: TrailDep, payment_id: PaymentId) -> ClientSecret:
    """What Stripe's own form in a browser or an app needs to take the card for this payment. It is kept nowhere."""
    payments = gateway.neighbours.payments
    request = pb.GetClientSecretRequest(payment_id=payment_id)
    answer = await payments.call("GetClientSecret", request, pb.GetClientSecretResponse, timeout_s=COMMAND_DEADLINE_S)
    found = await payments.call("GetPayment", pb.GetPaymentRequest(payment_id=payment_id), pb.GetPaymentResponse)
    trail.target, trail.site = f"payment/{payment_id}", found.payment.site_id
    return ClientSecret(client_secret=answer.client_secret)


@refunds.get("", openapi_extra=READ)
async def list_card_refunds(gateway: GatewayDep, query: Annotated[CardRefundQuery, Query()]) -> CardRefundPage:
    """Newest first: what Stripe made of refunds that were asked for at their sale and approved under `/refunds`."""
    states = [payment_pb2.CardRefundState.Value(f"CARD_REFUND_STATE_{query.state}")] if query.state else []
    request = pb.ListCardRefundsRequest(
        sites=names(query.site),
        states=states,
        payment_id=query.payment_id,
        page_size=query.limit,
        cursor=query.cursor,
    )
    answer = await gateway.neighbours.payments.call("ListCardRefunds", request, pb.ListCardRefundsResponse)
    return CardRefundPage(items=list(map(card_refund_of, answer.refunds)), next_cursor=answer.next_cursor)


def _told(trail: Trail, answer: Changed) -> Payment:
    trail.site = answer.payment.site_id
    if answer.HasField("previous"):
        trail.before = payment_of(answer.previous).model_dump(mode="json")
    return payment_of(answer.payment)
