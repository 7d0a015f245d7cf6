"""A payment as it is here, held against what Stripe says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from payments.domain.payment import PaymentState
from payments.domain.reconciliation import Break, BreakClass
from payments.domain.snapshot import Snapshot, StripeStatus

SETTLED_AFTER = timedelta(minutes=10)
"""How long a payment may differ because something about it is on its way."""
ORPHAN_AFTER = timedelta(minutes=15)
"""How long a hold may be there that nothing here stands for: what made it may still be writing it down."""
HEALING = frozenset({BreakClass.STATE_DIFFERS, BreakClass.AMOUNT_DIFFERS, BreakClass.REFUND_DIFFERS})
"""Healed by adopting what Stripe says."""
OF_A_PAYMENT = (*sorted(HEALING), BreakClass.CURRENCY_DIFFERS, BreakClass.MISSING_HERE, BreakClass.MISSING_THERE)

S = PaymentState
_AGREE = {
    StripeStatus.REQUIRES_PAYMENT_METHOD: {S.CREATED, S.AUTHORISING, S.DECLINED, S.VOIDING},
    StripeStatus.REQUIRES_CONFIRMATION: {S.CREATED, S.AUTHORISING, S.DECLINED, S.VOIDING},
    StripeStatus.REQUIRES_ACTION: {S.AUTHORISING, S.ACTION_REQUIRED, S.DECLINED, S.VOIDING},
    StripeStatus.PROCESSING: {S.AUTHORISING, S.CAPTURING, S.VOIDING},
    StripeStatus.REQUIRES_CAPTURE: {S.AUTHORISED, S.CAPTURING, S.VOIDING},
    StripeStatus.SUCCEEDED: {S.CAPTURED},
    StripeStatus.CANCELED: {S.VOIDED, S.EXPIRED, S.DECLINED},
}


@dataclass(frozen=True)
class Known:
    """What is kept of a payment, as far as it is compared. `take_minor` None: its sale has not said."""

    payment_id: str
    site_id: str
    sale_id: str
    stripe_id: str
    state: PaymentState
    amount_minor: int
    captured_minor: int
    refunded_minor: int
    take_minor: int | None
    currency: str
    capture_before: datetime | None
    state_at: datetime
    updated_at: datetime

    def broken(self, break_class: BreakClass, at: datetime, details: str, amount_minor: int | None = None) -> Break:
        """A break of this payment; without an amount, that of the whole payment."""
        return Break(
            break_class=break_class,
            found_at=at,
            site_id=self.site_id,
            payment_id=self.payment_id,
            stripe_id=self.stripe_id,
            amount_minor=self.amount_minor if amount_minor is None else amount_minor,
            currency=self.currency,
            details=details,
        )


def differences(known: Known, there: Snapshot, at: datetime) -> list[Break]:
    """What Stripe says otherwise; none: both agree."""
    found = []
    if there.currency != known.currency:
        details = f"{there.currency} at Stripe, {known.currency} here"
        found.append(known.broken(BreakClass.CURRENCY_DIFFERS, at, details))
    if known.state not in _AGREE[there.status]:
        details = f"{there.status} at Stripe, {known.state.name} here"
        found.append(known.broken(BreakClass.STATE_DIFFERS, at, details))
    captured_minor = there.received_minor
    if captured_minor != known.captured_minor:
        details = f"{captured_minor} captured at Stripe, {known.captured_minor} here"
        by = captured_minor - known.captured_minor
        found.append(known.broken(BreakClass.AMOUNT_DIFFERS, at, details, by))
    return [*found, *_refunds_differ(known, there, at)]


def _refunds_differ(known: Known, there: Snapshot, at: datetime) -> Iterable[Break]:
    refunded_minor = there.charge.refunded_minor if there.charge else 0
    if refunded_minor != known.refunded_minor:
        details = f"{refunded_minor} refunded at Stripe, {known.refunded_minor} here"
        yield known.broken(BreakClass.REFUND_DIFFERS, at, details, refunded_minor - known.refunded_minor)


def is_settled(known: Known, at: datetime) -> bool:
    """Whether nothing about it can be on its way any more, so that a difference is one."""
    return at - known.updated_at >= SETTLED_AFTER


def is_elsewhere(deployment: str, ours: str) -> bool:
    """Whether another deployment on the account made it. What nobody has marked is another use of the account."""
    return deployment not in ("", ours)


def is_orphan(there: Snapshot, ours: str, at: datetime) -> bool:
    """Whether it is a hold that a payment of ours made, and that nothing will use. Another use of the account is not
    ours to end."""
    held = there.status is StripeStatus.REQUIRES_CAPTURE and there.deployment == ours
    return held and bool(there.payment_id) and at - there.created_at >= ORPHAN_AFTER


def missing_here(there: Snapshot, at: datetime) -> Break:
    """Stripe has a payment that nothing here stands for."""
    return Break(
        break_class=BreakClass.MISSING_HERE,
        found_at=at,
        stripe_id=there.stripe_id,
        amount_minor=there.received_minor or there.amount_minor,
        currency=there.currency,
        details=f"{there.status} at Stripe; it names {there.payment_id or 'no payment'}",
    )
