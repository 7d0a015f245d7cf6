"""What payments tells, as entries of the live stream. Those of a payment carry its version: screens keep the newest."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import orjson
from google.protobuf.message import Message
from motorway.payments.v1 import events_pb2 as payments
from motorway.payments.v1 import payment_pb2
from motorway_kit.messaging import Event

from alerts.domain.live import LiveEntry
from alerts.live_entries import enum_word, time_text

Encode = Callable[[Any], tuple[str, str, str, dict[str, Any]]]
"""Type, site, coalescing key and data of an event."""
AS_IT_IS = (
    "payment_id",
    "sale_id",
    "shift_id",
    "amount_minor",
    "currency",
    "approved_minor",
    "take_minor",
    "captured_minor",
    "refunded_minor",
    "shortfall_minor",
    "reason",
    "action_url",
    "open_question",
    "disputed",
    "test",
    "version",
)


def payments_entry(event: Event) -> LiveEntry:
    """The live entry of an event of payments. Raises BadMessage."""
    cls, encode = ENCODERS[event.type]
    kind, site, key, data = encode(event.decode(cls))
    return LiveEntry(kind, site, key, orjson.dumps({"site": site, **data}), UUID(event.id).bytes)


def payment_data(payment: payment_pb2.Payment) -> dict[str, Any]:
    """What a screen needs to follow a payment; of its card the brand and the last four digits."""
    return {
        **{name: getattr(payment, name) for name in AS_IT_IS},
        "state": enum_word(payment_pb2.PaymentState, payment.state),
        "purpose": enum_word(payment_pb2.PaymentPurpose, payment.purpose),
        "method": enum_word(payment_pb2.MethodKind, payment.method.kind),
        "card_brand": payment.card.brand,
        "card_last4": payment.card.last4,
        "time": time_text(payment.updated_at),
    }


def _payment(what: str) -> Encode:
    def encode(event: Any) -> tuple[str, str, str, dict[str, Any]]:
        payment = event.payment
        data = {"what": what, **payment_data(payment)}
        return "payment.changed", payment.site_id, f"payment:{payment.payment_id}", data

    return encode


def _refund(event: payments.CardRefundSettled) -> tuple[str, str, str, dict[str, Any]]:
    refund = event.refund
    data = {
        "refund_id": refund.refund_id,
        "payment_id": refund.payment_id,
        "sale_id": refund.sale_id,
        "state": enum_word(payment_pb2.CardRefundState, refund.state),
        "amount_minor": refund.amount_minor,
        "currency": refund.currency,
        "reason": refund.reason,
        "failure_reason": refund.failure_reason,
        "time": time_text(refund.updated_at),
    }
    return "card_refund.changed", refund.site_id, "", data


def _dispute(event: payments.DisputeChanged) -> tuple[str, str, str, dict[str, Any]]:
    data = {
        "dispute_id": event.dispute_id,
        "payment_id": event.payment_id,
        "sale_id": event.sale_id,
        "amount_minor": event.amount_minor,
        "currency": event.currency,
        "reason": event.reason,
        "status": event.status,
        "evidence_due_by": time_text(event.evidence_due_by) if event.HasField("evidence_due_by") else None,
    }
    return "dispute.changed", event.site_id, "", data


def _found(event: payments.ReconciliationBreakFound) -> tuple[str, str, str, dict[str, Any]]:
    data = {
        "break_id": event.break_id,
        "state": "OPEN",
        "break_class": event.break_class,
        "payment_id": event.payment_id,
        "amount_minor": event.amount_minor,
        "currency": event.currency,
        "time": time_text(event.found_at),
    }
    return "break.changed", event.site_id, "", data


def _resolved(event: payments.ReconciliationBreakResolved) -> tuple[str, str, str, dict[str, Any]]:
    data = {
        "break_id": event.break_id,
        "state": "RESOLVED",
        "break_class": event.break_class,
        "resolution": event.resolution,
        "resolved_by": event.resolved_by,
    }
    return "break.changed", event.site_id, "", data


_HANDLED: dict[type[Message], Encode] = {
    payments.PaymentChanged: _payment("changed"),
    payments.PaymentAuthorised: _payment("authorised"),
    payments.PaymentCaptured: _payment("captured"),
    payments.PaymentEnded: _payment("ended"),
    payments.CardRefundSettled: _refund,
    payments.DisputeChanged: _dispute,
    payments.ReconciliationBreakFound: _found,
    payments.ReconciliationBreakResolved: _resolved,
}
ENCODERS: Mapping[str, tuple[type[Message], Encode]] = {
    cls.DESCRIPTOR.full_name: (cls, encode) for cls, encode in _HANDLED.items()
}
