"""Payments and what Stripe says of them, with defaults."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from payments.domain.payment import Method, MethodKind, Payment, PaymentState, Purpose
from payments.domain.snapshot import ChargeSnapshot, Snapshot, StripeStatus

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
SALE, OTHER_SALE = "01a220c7-4bf0-7779-826f-df2e1cf94d89", "01a220c7-4bf0-7779-826f-df2e1cf94d90"
CARD = Method(MethodKind.PAYMENT_METHOD, "pm_card_visa", "pm_card_visa")
READER = Method(MethodKind.READER, "reader", "tmr_1")
LINK = Method(MethodKind.LINK)


def a_payment(state: PaymentState = PaymentState.CREATED, **changes: Any) -> Payment:
    """A hold of 50.00 that Stripe knows of, with one attempt that was made; unless it is said otherwise."""
    known = state is not PaymentState.CREATED
    payment = Payment(
        payment_id="01a220c4-cc69-7634-998d-31f4132819e9",
        site_id="m25-cobham",
        purpose=Purpose.HOLD,
        method=CARD,
        amount_minor=5000,
        currency="GBP",
        created_by="Ann",
        created_at=NOW,
        state_at=NOW,
        updated_at=NOW,
        state=state,
        attempted=int(known),
        stripe_id="pi_1" if known else "",
    )
    return replace(payment, **changes)


def said(status: StripeStatus, **changes: Any) -> Snapshot:
    """Of the PaymentIntent of `a_payment`."""
    snapshot = Snapshot(
        stripe_id="pi_1",
        status=status,
        amount_minor=5000,
        capturable_minor=5000 if status is StripeStatus.REQUIRES_CAPTURE else 0,
        received_minor=5000 if status is StripeStatus.SUCCEEDED else 0,
        currency="GBP",
        canceled_reason="",
        decline_code="",
        decline_message="",
        action_url="https://bank.example" if status is StripeStatus.REQUIRES_ACTION else "",
        payment_id="01a220c4-cc69-7634-998d-31f4132819e9",
        livemode=False,
        created_at=NOW,
        charge=None,
    )
    return replace(snapshot, **changes)


def charge(charge_id: str = "ch_1", **changes: Any) -> ChargeSnapshot:
    known = ChargeSnapshot(
        charge_id, 5000, captured=False, captured_minor=0, refunded_minor=0, brand="visa", last4="4242"
    )
    return replace(known, **changes)
