"""The one way in which Stripe's truth comes in: API results, webhooks and reconciliation all use it."""

from datetime import datetime
from typing import NamedTuple

from motorway_kit.errors import Unavailable

from payments.app.changes import changing
from payments.db import payments as store
from payments.domain.payment import MethodKind, Payment, PaymentNotFound, PaymentState
from payments.domain.snapshot import ReaderSnapshot, Snapshot
from payments.domain.steps import apply_snapshot, page_closed, reader_asked
from payments.parts import Payments
from payments.provider.errors import Refused

GONE = "terminal_reader_removed"
"""Stripe does not know the reader any more: nobody can hold a card to it."""
TRIES = 3


class PaymentBusy(Unavailable):
    """It changed each time while Stripe was asked about it: ask again in a moment."""


class Heard(NamedTuple):
    """The payment as Stripe's word made it, and the word."""

    payment: Payment
    said: Snapshot


async def refresh(parts: Payments, payment_id: str) -> Payment:
    """Asks Stripe how it is. `payment_id` must be a UUID.

    Raises PaymentNotFound, PaymentBusy, and what `provider.errors.asking` raises.
    """
    payment = await found(parts, payment_id)
    if payment.page_id and not payment.stripe_id:
        return await _look_at_page(parts, payment)
    if not payment.stripe_id:
        return payment
    payment, _ = await hear(parts, payment, payment.stripe_id)
    if payment.state is PaymentState.AUTHORISING and payment.reader_asks:
        return await _look_at_reader(parts, payment)
    return payment


async def hear(parts: Payments, payment: Payment, stripe_id: str) -> Heard:
    """Takes in its PaymentIntent as it is now. When the payment was changed while Stripe was asked, what Stripe said
    may be older than what is known since, so it is asked again.

    Raises PaymentNotFound, PaymentBusy, and what `provider.errors.asking` raises.
    """
    for _ in range(TRIES):
        said = await parts.stripe.payments.get(stripe_id)
        async with changing(parts, payment.payment_id) as change:
            unchanged = change.payment.version == payment.version
            if unchanged:
                change.payment = apply_snapshot(change.payment, said, parts.clock())
        payment = change.payment
        if unchanged:
            return Heard(payment, said)
    raise PaymentBusy("it is changing", payment_id=payment.payment_id)


async def found(parts: Payments, payment_id: str) -> Payment:
    """`payment_id` must be a UUID. Raises PaymentNotFound."""
    payment = await store.get(parts.db, payment_id)
    if payment is None:
        raise PaymentNotFound("there is no such payment", payment_id=payment_id)
    return payment


async def _look_at_page(parts: Payments, payment: Payment) -> Payment:
    page = await parts.stripe.payments.get_page(payment.page_id)
    if page.intent_id:
        return (await hear(parts, payment, page.intent_id)).payment
    if page.open:
        return payment
    async with changing(parts, payment.payment_id) as change:
        if not change.payment.stripe_id and not change.payment.state.final:
            change.payment = page_closed(change.payment, parts.clock())
            change.what = "page_closed"
    return change.payment


async def _look_at_reader(parts: Payments, payment: Payment) -> Payment:
    assert payment.method.kind is MethodKind.READER
    try:
        said = await parts.stripe.payments.get_reader(payment.method.stripe_method)
    except Refused as error:
        if not error.missing:
            raise
        said = ReaderSnapshot(payment.stripe_id, in_progress=False, failure_code=GONE, failure_message="")
    if said.intent_id != payment.stripe_id or not said.failure_code:
        return payment
    async with changing(parts, payment.payment_id) as change:
        if _waits_still(change.payment, payment.state_at):
            change.payment = reader_asked(change.payment, said, parts.clock())
    return change.payment


def _waits_still(payment: Payment, since: datetime) -> bool:
    return payment.reader_asks and payment.state is PaymentState.AUTHORISING and payment.state_at == since
