"""When Stripe is asked without having called, and when a customer has waited long enough."""

from dataclasses import replace
from datetime import datetime, timedelta

from payments.domain.payment import HELD, MethodKind, Payment, PaymentState

READER_LOOK, LOOK = timedelta(seconds=5), timedelta(seconds=30)
UNCLAIMED_LOOK, HOLD_LOOK = timedelta(minutes=5), timedelta(minutes=10)
"""Webhooks come sooner; this is for when they do not."""
PATIENCE: dict[MethodKind, timedelta] = {
    MethodKind.READER: timedelta(minutes=2),
    MethodKind.PAYMENT_METHOD: timedelta(minutes=10),
    MethodKind.SAVED_CARD: timedelta(minutes=10),
    MethodKind.LINK: timedelta(minutes=32),
}
"""How long a card is asked for. Stripe lets a page live for 30 minutes at least."""
PAGE_LIFE = timedelta(minutes=31)
ACTION_PATIENCE = timedelta(minutes=10)
UNCLAIMED_PATIENCE = timedelta(minutes=15)
SEND_PATIENCE = timedelta(minutes=10)
"""A card is asked for no later than this after somebody wanted it: its owner has gone."""


def looked_at(payment: Payment, now: datetime) -> Payment:
    """With the time at which it is looked at next."""
    pace = _pace(payment)
    return replace(payment, look_at=None if pace is None else now + pace)


def overdue(payment: Payment, now: datetime) -> str:
    """Why it is given up now; empty: it is not."""
    waited = now - payment.state_at
    match payment.state:
        case PaymentState.AUTHORISING if waited >= PATIENCE[payment.method.kind]:
            return "link_expired" if payment.method.kind is MethodKind.LINK else "no_card_presented"
        case PaymentState.ACTION_REQUIRED if waited >= ACTION_PATIENCE:
            return "action_timed_out"
        case PaymentState.AUTHORISED if not payment.sale_id and waited >= UNCLAIMED_PATIENCE:
            return "not_claimed"
    return ""


def _pace(payment: Payment) -> timedelta | None:
    if payment.state in HELD:
        return HOLD_LOOK if payment.sale_id else UNCLAIMED_LOOK
    if payment.state is PaymentState.AUTHORISING and payment.method.kind is MethodKind.READER:
        return READER_LOOK
    return LOOK if payment.state in (PaymentState.AUTHORISING, PaymentState.ACTION_REQUIRED) else None
