"""Money that goes back to a card."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from uuid import NAMESPACE_URL, uuid5

from payments.domain.payment import Payment, PaymentState
from payments.domain.snapshot import RefundSnapshot, RefundStatus
from payments.domain.steps import SETTLED_OTHERWISE, excess

MADE_ELSEWHERE = "made_at_stripe"


class CardRefundState(IntEnum):
    """PENDING: not sent, under way, or not known. What succeeded may still fail. Numbers as in the contract."""

    PENDING = 1
    SUCCEEDED = 2
    FAILED = 3


@dataclass(frozen=True)
class CardRefund:
    """`approved_by`: who did in pos; empty: by rule."""

    refund_id: str
    payment_id: str
    sale_id: str
    site_id: str
    amount_minor: int
    currency: str
    reason: str
    created_at: datetime
    updated_at: datetime
    approved_by: str = ""
    state: CardRefundState = CardRefundState.PENDING
    failure_reason: str = ""
    stripe_id: str = ""
    version: int = 1

    @property
    def counts(self) -> bool:
        """The money is on its way, or gone."""
        return self.state is not CardRefundState.FAILED

    @property
    def by_rule(self) -> bool:
        """Nobody asked for it, so nobody looks after it either."""
        return self.reason == SETTLED_OTHERWISE and not self.approved_by


def why_not(payment: Payment, amount_minor: int) -> str:
    """Why so much cannot go back, in snake case; empty: it can."""
    if payment.state is not PaymentState.CAPTURED:
        return "nothing_captured"
    left = payment.captured_minor - payment.refunded_minor
    return "" if 0 < amount_minor <= left else "exceeds_captured"


def excess_refund(payment: Payment, given_back: int, now: datetime) -> CardRefund | None:
    """By rule: what was captured and its sale does not take, less what was given back by this rule before.

    The same payment and amount make the same refund, so that it is made once.
    """
    amount = min(excess(payment) - given_back, payment.captured_minor - payment.refunded_minor)
    if amount <= 0:
        return None
    return CardRefund(
        refund_id=str(uuid5(NAMESPACE_URL, f"{payment.payment_id}:{payment.take_minor}")),
        payment_id=payment.payment_id,
        sale_id=payment.sale_id,
        site_id=payment.site_id,
        amount_minor=amount,
        currency=payment.currency,
        reason=SETTLED_OTHERWISE,
        created_at=now,
        updated_at=now,
    )


def adopted(payment: Payment, said: RefundSnapshot, now: datetime) -> CardRefund:
    """A refund that somebody made at Stripe."""
    return CardRefund(
        refund_id=str(uuid5(NAMESPACE_URL, said.stripe_id)),
        payment_id=payment.payment_id,
        sale_id=payment.sale_id,
        site_id=payment.site_id,
        amount_minor=said.amount_minor,
        currency=said.currency,
        reason=MADE_ELSEWHERE,
        created_at=said.created_at,
        updated_at=now,
        stripe_id=said.stripe_id,
    )


def heard(refund: CardRefund, said: RefundSnapshot, now: datetime) -> CardRefund:
    """The refund as Stripe's word makes it; one that failed stays so."""
    state = _STATES[said.status]
    if state <= refund.state and refund.stripe_id:
        return refund
    known = replace(refund, stripe_id=said.stripe_id, updated_at=now, version=refund.version + 1)
    return replace(known, state=max(state, refund.state), failure_reason=_failure(said))


def failed(refund: CardRefund, reason: str, now: datetime) -> CardRefund:
    """Stripe will not, or it cannot be."""
    if refund.state is not CardRefundState.PENDING:
        return refund
    version = refund.version + 1
    return replace(refund, state=CardRefundState.FAILED, failure_reason=reason, updated_at=now, version=version)


_STATES = {
    RefundStatus.PENDING: CardRefundState.PENDING,
    RefundStatus.REQUIRES_ACTION: CardRefundState.PENDING,
    RefundStatus.SUCCEEDED: CardRefundState.SUCCEEDED,
    RefundStatus.FAILED: CardRefundState.FAILED,
    RefundStatus.CANCELED: CardRefundState.FAILED,
}


def _failure(said: RefundSnapshot) -> str:
    return (said.failure_reason or str(said.status)) if _STATES[said.status] is CardRefundState.FAILED else ""
