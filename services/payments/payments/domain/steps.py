"""How a payment goes on: by what Stripe says of it, and by what is asked for. Forward only; ends are final."""

from dataclasses import replace
from datetime import datetime, timedelta

from payments.domain.command import CommandKind
from payments.domain.payment import (
    AmountContradicted,
    Card,
    Method,
    MethodKind,
    Payment,
    PaymentCaptured,
    PaymentClaimed,
    PaymentNotAuthorised,
    PaymentNotDeclined,
    PaymentState,
    Purpose,
    TooManyAttempts,
)
from payments.domain.snapshot import ReaderSnapshot, Snapshot, StripeStatus
from payments.domain.timing import looked_at

MAX_ATTEMPTS = 5
CLAIM_MARGIN = timedelta(hours=1)
"""A hold that ends sooner is not worth a fuelling."""
SETTLED_OTHERWISE = "sale_settled_otherwise"
"""Why a sale takes less than it said before, or nothing."""
ASKING = frozenset({PaymentState.AUTHORISING, PaymentState.VOIDING})
UNASKED = frozenset({PaymentState.CREATED, *ASKING})
EXPIRED_BY = frozenset({"expired", "automatic"})
TOO_SMALL = "amount_too_small"
NOT_ASKED = "card_not_asked_in_time"


def apply_snapshot(payment: Payment, said: Snapshot, now: datetime) -> Payment:
    """The payment as Stripe's word makes it: the same for API results, webhooks and reconciliation.

    Another PaymentIntent than the payment's own changes nothing.
    """
    if payment.stripe_id not in ("", said.stripe_id):
        return payment
    seen = _with_facts(payment, said)
    if payment.state.final:
        return seen
    if _has_failed(payment, said):
        return declined(seen, said.decline_code, said.decline_message, now)
    return _HEARD.get(said.status, _waiting)(seen, said, now)


def declined(payment: Payment, code: str, message: str, now: datetime) -> Payment:
    """A card was refused, or a reader could not ask for one."""
    refused = moved(payment, PaymentState.DECLINED, now)
    if refused.state is not PaymentState.DECLINED:
        return refused
    return replace(refused, reason=code or "card_declined", message=message, action_url="", reader_asks=False)


def reader_asked(payment: Payment, said: ReaderSnapshot, now: datetime) -> Payment:
    """A reader asks its customer, or could not."""
    if said.failure_code:
        return declined(payment, said.failure_code, said.failure_message, now)
    return replace(payment, reader_asks=payment.state in ASKING)


def page_opened(payment: Payment, page_id: str, url: str, now: datetime) -> Payment:
    """The customer has a page to pay on."""
    open_ = replace(payment, page_id=page_id, action_url=url, attempted=payment.attempt)
    return moved(open_, PaymentState.AUTHORISING, now)


def page_closed(payment: Payment, now: datetime) -> Payment:
    """Nobody can pay on it any more. Without a PaymentIntent nobody did."""
    closed = replace(payment, action_url="")
    return closed if payment.stripe_id else released_unseen(closed, now)


def released_unseen(payment: Payment, now: datetime) -> Payment:
    """Given up before Stripe had anything of it that could hold or take money."""
    return _settled(moved(payment, PaymentState.VOIDED, now))


def claim(payment: Payment, sale_id: str, now: datetime) -> Payment:
    """The hold is that sale's. Raises PaymentClaimed, PaymentNotAuthorised."""
    if payment.sale_id not in ("", sale_id):
        raise PaymentClaimed("another sale has this payment", payment_id=payment.payment_id)
    ends_soon = payment.capture_before is not None and payment.capture_before - now < CLAIM_MARGIN
    hold = payment.purpose is Purpose.HOLD and payment.state is PaymentState.AUTHORISED
    if not hold or ends_soon or payment.take_minor is not None:
        raise PaymentNotAuthorised("there is no hold to claim", payment_id=payment.payment_id, state=payment.state.name)
    return payment if payment.sale_id else looked_at(replace(payment, sale_id=sale_id), now)


def fix_amount(payment: Payment, sale_id: str, amount_minor: int, reason: str, now: datetime) -> Payment:
    """What the sale takes of it: the first word counts, except that a sale settled otherwise may take less.

    Raises AmountContradicted.
    """
    if payment.sale_id not in ("", sale_id):
        raise AmountContradicted("another sale has this payment", payment_id=payment.payment_id)
    if payment.take_minor == amount_minor:
        return payment
    if payment.take_minor is not None and not _may_lower(payment, amount_minor, reason):
        raise AmountContradicted("its amount was fixed otherwise", payment_id=payment.payment_id)
    fixed = replace(payment, sale_id=sale_id, take_minor=amount_minor)
    if fixed.state.final:
        return _settled(fixed)
    if amount_minor == 0:
        return give_up(fixed, reason or "nothing_taken", now)
    return moved(fixed, PaymentState.CAPTURING, now) if fixed.state is PaymentState.AUTHORISED else fixed


def cancel(payment: Payment, reason: str, now: datetime) -> Payment:
    """Somebody gives it up. Raises PaymentCaptured, PaymentClaimed."""
    if payment.state is PaymentState.CAPTURED:
        raise PaymentCaptured("the money is taken", payment_id=payment.payment_id)
    if payment.purpose is Purpose.HOLD and payment.sale_id and not payment.state.final:
        raise PaymentClaimed("a sale has this payment", payment_id=payment.payment_id)
    return give_up(payment, reason, now)


def give_up(payment: Payment, reason: str, now: datetime) -> Payment:
    """Nothing shall be taken; Stripe has to say that nothing was."""
    if payment.state.final or payment.state is PaymentState.VOIDING:
        return payment
    left = moved(replace(payment, reason=reason, message=""), PaymentState.VOIDING, now)
    unknown_there = payment.state is PaymentState.DECLINED and not payment.stripe_id
    return released_unseen(left, now) if unknown_there else left


def abandoned(payment: Payment, now: datetime) -> Payment:
    """Its card was not asked for in time, and is not asked for any more. What Stripe has of it is cancelled."""
    if payment.state not in UNASKED:
        return payment
    left = give_up(payment, NOT_ASKED, now)
    return left if left.stripe_id else released_unseen(left, now)


def asks_for_card(payment: Payment) -> bool:
    """Whether that comes next."""
    return next_command(payment) in (CommandKind.CONFIRM, CommandKind.ASK_READER)


def retry(payment: Payment, method: Method, now: datetime) -> Payment:
    """Another card, or the same once more. Raises PaymentNotDeclined, TooManyAttempts."""
    if payment.state is not PaymentState.DECLINED:
        raise PaymentNotDeclined("it was not declined", payment_id=payment.payment_id, state=payment.state.name)
    if payment.attempt >= MAX_ATTEMPTS:
        raise TooManyAttempts("it was tried too often", payment_id=payment.payment_id)
    again = replace(payment, method=method, attempt=payment.attempt + 1, reason="", message="")
    return looked_at(replace(again, state=PaymentState.AUTHORISING, state_at=now), now)


def next_command(payment: Payment) -> CommandKind | None:
    """What has to be asked of Stripe so that it goes on."""
    match payment.state:
        case PaymentState.CREATED:
            return CommandKind.OPEN_PAGE if payment.method.kind is MethodKind.LINK else CommandKind.CREATE
        case PaymentState.AUTHORISING if payment.attempted < payment.attempt:
            return _ask_for_card(payment)
        case PaymentState.CAPTURING:
            return CommandKind.CAPTURE
        case PaymentState.VOIDING:
            return _release(payment)
    return None


def capturable(payment: Payment) -> int:
    """What is captured: what the sale takes, as far as it was approved."""
    return min(payment.take_minor or 0, payment.approved_minor)


def excess(payment: Payment) -> int:
    """What was captured beyond what its sale takes."""
    if payment.take_minor is None:
        return 0
    return max(0, payment.captured_minor - payment.take_minor)


def moved(payment: Payment, state: PaymentState, now: datetime) -> Payment:
    """In the state, unless that would be a step back."""
    back = state.rank < payment.state.rank or payment.state.final
    given_up = payment.state is PaymentState.VOIDING and not state.final
    again = payment.state is PaymentState.DECLINED and state is PaymentState.AUTHORISING
    if back or given_up or again or state is payment.state:
        return payment
    return looked_at(replace(payment, state=state, state_at=now), now)


def _ask_for_card(payment: Payment) -> CommandKind:
    if not payment.stripe_id:
        return CommandKind.CREATE
    return CommandKind.ASK_READER if payment.method.kind is MethodKind.READER else CommandKind.CONFIRM


def _release(payment: Payment) -> CommandKind | None:
    if payment.page_id and payment.action_url:
        return CommandKind.CLOSE_PAGE
    if payment.reader_asks:
        return CommandKind.STOP_READER
    return CommandKind.CANCEL if payment.stripe_id else None


def _has_failed(payment: Payment, said: Snapshot) -> bool:
    """The error of an attempt before stays on a PaymentIntent; a new failure has a new charge, or ends a 3-D Secure."""
    asked = payment.method.kind is not MethodKind.LINK and payment.attempted >= payment.attempt
    failed = said.status is StripeStatus.REQUIRES_PAYMENT_METHOD and said.decline_code != ""
    if not (asked and failed):
        return False
    if payment.state is PaymentState.ACTION_REQUIRED or payment.attempt == 1:
        return True
    return said.charge is not None and said.charge.charge_id != payment.charge_id


def _with_facts(payment: Payment, said: Snapshot) -> Payment:
    charge = said.charge
    known = replace(payment, stripe_id=said.stripe_id, test=not said.livemode)
    if charge is None:
        return known
    card = Card(charge.brand, charge.last4, charge.exp_month, charge.exp_year, charge.fingerprint)
    return replace(
        known,
        charge_id=charge.charge_id,
        card=card if charge.last4 else known.card,
        disputed=known.disputed or charge.disputed,
    )


def _waiting(payment: Payment, _: Snapshot, now: datetime) -> Payment:
    return moved(payment, PaymentState.AUTHORISING, now)


def _action_asked(payment: Payment, said: Snapshot, now: datetime) -> Payment:
    """On a page of its own the customer is led by Stripe."""
    if payment.method.kind is MethodKind.LINK:
        return moved(payment, PaymentState.AUTHORISING, now)
    return moved(replace(payment, action_url=said.action_url), PaymentState.ACTION_REQUIRED, now)


def _held(payment: Payment, said: Snapshot, now: datetime) -> Payment:
    before = said.charge.capture_before if said.charge else None
    held = replace(_presented(payment), approved_minor=said.capturable_minor, capture_before=before)
    held = moved(held, PaymentState.AUTHORISED, now)
    ready = held.state is PaymentState.AUTHORISED and held.take_minor is not None
    return moved(held, PaymentState.CAPTURING, now) if ready else held


def _captured(payment: Payment, said: Snapshot, now: datetime) -> Payment:
    taken = moved(replace(_presented(payment), reason="", message=""), PaymentState.CAPTURED, now)
    approved = max(payment.approved_minor, said.received_minor)
    return _settled(replace(taken, captured_minor=said.received_minor, approved_minor=approved))


def _released(payment: Payment, said: Snapshot, now: datetime) -> Payment:
    expired = said.canceled_reason in EXPIRED_BY and payment.approved_minor > 0
    if expired and payment.state is not PaymentState.VOIDING:
        ended = moved(replace(payment, reason="expired"), PaymentState.EXPIRED, now)
    else:
        reason = payment.reason or said.canceled_reason or "canceled"
        ended = moved(replace(payment, reason=reason), PaymentState.VOIDED, now)
    return _settled(_presented(ended))


def _presented(payment: Payment) -> Payment:
    """Nobody is asked for anything any more."""
    return replace(payment, action_url="", reader_asks=False)


_HEARD = {
    StripeStatus.SUCCEEDED: _captured,
    StripeStatus.CANCELED: _released,
    StripeStatus.REQUIRES_CAPTURE: _held,
    StripeStatus.REQUIRES_ACTION: _action_asked,
}


def _settled(payment: Payment) -> Payment:
    """With what is owed beyond what was captured, once both are known."""
    if payment.purpose is not Purpose.HOLD or payment.take_minor is None:
        return payment
    return replace(payment, shortfall_minor=max(0, payment.take_minor - payment.captured_minor))


def _may_lower(payment: Payment, amount_minor: int, reason: str) -> bool:
    assert payment.take_minor is not None
    lower = amount_minor < payment.take_minor
    within = not payment.state.final or amount_minor <= payment.captured_minor
    return reason == SETTLED_OTHERWISE and lower and within
