"""Payments and refunds to outgoing events, and to answers."""

from google.protobuf.message import Message
from motorway.payments.v1 import events_pb2, payment_pb2

from payments.domain.payment import Card, Method, MethodKind, Payment, PaymentState
from payments.domain.refund import CardRefund

ENDED = frozenset({PaymentState.VOIDED, PaymentState.EXPIRED, PaymentState.DECLINED})
SAME = (
    *("payment_id", "site_id", "sale_id", "shift_id", "amount_minor", "currency", "approved_minor", "captured_minor"),
    *("refunded_minor", "shortfall_minor", "reason", "message", "action_url", "stripe_id", "open_question", "disputed"),
    *("test", "created_by", "version"),
)
"""Told as they are."""
REFUND_SAME = (
    *("refund_id", "payment_id", "sale_id", "site_id", "amount_minor", "currency", "reason", "failure_reason"),
    "stripe_id",
)


def news_of(before: Payment | None, after: Payment) -> Message:
    """The event that tells what became of a payment; `before` is None when it is new."""
    newly = before is None or before.state is not after.state
    owes_more = before is not None and before.shortfall_minor < after.shortfall_minor
    message = payment_message(after)
    if after.state is PaymentState.CAPTURED and (newly or owes_more):
        return events_pb2.PaymentCaptured(payment=message)
    if after.state in ENDED and (newly or owes_more):
        return events_pb2.PaymentEnded(payment=message)
    if after.state is PaymentState.AUTHORISED and newly:
        return events_pb2.PaymentAuthorised(payment=message)
    return events_pb2.PaymentChanged(payment=message)


def refund_settled(refund: CardRefund) -> events_pb2.CardRefundSettled:
    return events_pb2.CardRefundSettled(refund=refund_message(refund))


def payment_message(payment: Payment) -> payment_pb2.Payment:
    message = payment_pb2.Payment(
        **{name: getattr(payment, name) for name in SAME},
        purpose=payment_pb2.PaymentPurpose.ValueType(payment.purpose),
        state=payment_pb2.PaymentState.ValueType(payment.state),
        method=_method(payment.method),
        take_minor=-1 if payment.take_minor is None else payment.take_minor,
        card=_card(payment.card) if payment.card else None,
    )
    message.created_at.FromDatetime(payment.created_at)
    message.updated_at.FromDatetime(payment.updated_at)
    if payment.capture_before is not None:
        message.capture_before.FromDatetime(payment.capture_before)
    return message


def refund_message(refund: CardRefund) -> payment_pb2.CardRefund:
    message = payment_pb2.CardRefund(
        **{name: getattr(refund, name) for name in REFUND_SAME},
        state=payment_pb2.CardRefundState.ValueType(refund.state),
    )
    message.created_at.FromDatetime(refund.created_at)
    message.updated_at.FromDatetime(refund.updated_at)
    return message


def _method(method: Method) -> payment_pb2.Method:
    kind, reference = method.kind, method.reference
    return payment_pb2.Method(
        kind=payment_pb2.MethodKind.ValueType(kind),
        reader_id=reference if kind is MethodKind.READER else "",
        payment_method=reference if kind is MethodKind.PAYMENT_METHOD else "",
        saved_card_id=reference if kind is MethodKind.SAVED_CARD else "",
    )


def _card(card: Card) -> payment_pb2.Card:
    return payment_pb2.Card(brand=card.brand, last4=card.last4, exp_month=card.exp_month, exp_year=card.exp_year)
