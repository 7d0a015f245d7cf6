"""Giving money back for a cleared sale. Money is in minor units of the site's currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum

from motorway_kit.errors import Conflict, InvalidInput, NotFound

from pos.domain.checks import check, check_line, check_name
from pos.domain.sale import Sale, SaleState, TenderKind
from pos.domain.ticket import MAX_REASON, Act


class RefundNotFound(NotFound):
    """There is no such refund."""


class SaleNotCleared(Conflict):
    """Only what was paid can be given back; an open ticket is changed instead."""


class RefundTooHigh(InvalidInput):
    """More than was paid in this way and not given back yet."""


class RefundDecided(Conflict):
    """It was decided otherwise."""


class CardOutcome(StrEnum):
    """What became of money that goes back to a card. Empty: it is none."""

    NONE = ""
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class RefundState(IntEnum):
    """Numbers as in `motorway.pos.v1.RefundState`."""

    REQUESTED = 1
    APPROVED = 2
    DECLINED = 3


@dataclass(frozen=True, slots=True)
class RefundWish:
    """Either lines, given back whole, or an amount; to where the money came from.

    `payment_id` of a card may be empty when there is only one.
    """

    tender_kind: TenderKind
    reason: str
    lines: tuple[int, ...] = ()
    amount_minor: int = 0
    account_id: str = ""
    payment_id: str = ""


@dataclass(frozen=True, slots=True)
class Refund:
    """`lines` are what the money is for; none: an amount. `shift_id` is the shift that gave it.

    `outcome_at` is when payments said what became of money for a card.
    """

    refund_id: str
    sale_id: str
    site_id: str
    amount_minor: int
    currency: str
    tender_kind: TenderKind
    reason: str
    requested_by: str
    requested_at: datetime
    account_id: str = ""
    lines: tuple[int, ...] = ()
    state: RefundState = RefundState.REQUESTED
    shift_id: str = ""
    receipt_id: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    decision_reason: str = ""
    payment_id: str = ""
    card_outcome: CardOutcome = CardOutcome.NONE
    outcome_at: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether its money is given back, or will be."""
        return self.state is not RefundState.DECLINED and self.card_outcome is not CardOutcome.FAILED

    @property
    def way(self) -> tuple[TenderKind, str, str]:
        """Where the money goes."""
        return self.tender_kind, self.account_id, self.payment_id


def refundable(
    sale: Sale, refunds: Iterable[Refund], kind: TenderKind, account_id: str = "", payment_id: str = ""
) -> int:
    """What was paid in this way and neither was given back nor is asked to be; nothing of what is only owed."""
    if kind is TenderKind.RECEIVABLE:
        return 0
    way = kind, account_id, payment_id
    paid = sum(
        tender.amount_minor for tender in sale.tenders if (tender.kind, tender.account_id, tender.payment_id) == way
    )
    return paid - sum(refund.amount_minor for refund in refunds if refund.counts and refund.way == way)


def _payment(sale: Sale, wish: RefundWish) -> str:
    """Which card payment is meant. Raises InvalidInput."""
    if wish.tender_kind is not TenderKind.CARD:
        check(wish.payment_id == "", "payment_id", "is for cards")
        return ""
    paid = {tender.payment_id for tender in sale.tenders if tender.kind is TenderKind.CARD}
    check(wish.payment_id == "" or wish.payment_id in paid, "payment_id", "is no card payment of the sale")
    check(wish.payment_id != "" or len(paid) <= 1, "payment_id", "must say which card payment is meant")
    return wish.payment_id or next(iter(paid), "")


def requested(sale: Sale, refunds: Sequence[Refund], wish: RefundWish, refund_id: str, act: Act) -> Refund:
    """A refund that waits to be approved. Raises SaleNotCleared, InvalidInput, RefundTooHigh."""
    check_name(wish.reason, "reason", MAX_REASON)
    check_line(wish.account_id, "account_id")
    is_account = wish.tender_kind is TenderKind.ACCOUNT
    check((wish.account_id != "") == is_account, "account_id", "must name the account, and only of an account")
    if sale.state is not SaleState.CLEARED:
        raise SaleNotCleared("the ticket is not cleared", sale=sale.sale_id, state=sale.state.name)
    payment_id = _payment(sale, wish)
    amount = _amount(sale, refunds, wish)
    left = refundable(sale, refunds, wish.tender_kind, wish.account_id, payment_id)
    if amount > left:
        text = f"at most {max(left, 0)} can be given back in this way"
        raise RefundTooHigh(text, field="lines" if wish.lines else "amount_minor", refundable_minor=max(left, 0))
    return Refund(
        refund_id=refund_id,
        sale_id=sale.sale_id,
        site_id=sale.site_id,
        amount_minor=amount,
        currency=sale.currency,
        tender_kind=wish.tender_kind,
        reason=wish.reason,
        requested_by=act.actor,
        requested_at=act.at,
        account_id=wish.account_id,
        lines=wish.lines,
        payment_id=payment_id,
    )


def _amount(sale: Sale, refunds: Sequence[Refund], wish: RefundWish) -> int:
    check(bool(wish.lines) != (wish.amount_minor > 0), "amount_minor", "or lines must be given, one of them")
    check(wish.amount_minor >= 0, "amount_minor", "must not be negative")
    if not wish.lines:
        return wish.amount_minor
    lines = {line.number: line for line in sale.lines}
    gone = {number for refund in refunds if refund.counts for number in refund.lines}
    for i, number in enumerate(wish.lines):
        check(number in lines, f"lines[{i}]", "is no line of the ticket")
        check(number not in gone, f"lines[{i}]", "was given back, or is asked to be")
        check(number not in wish.lines[:i], f"lines[{i}]", "is there twice")
    amount = sum(lines[number].amount_minor for number in wish.lines)
    check(amount > 0, "lines", "cost nothing")
    return amount


def approve(refund: Refund, act: Act) -> Refund:
    """Nothing changes when it is approved. Raises RefundDecided when it was declined."""
    approved = _decided(refund, RefundState.APPROVED, act, "")
    if approved is refund or refund.tender_kind is not TenderKind.CARD:
        return approved
    return replace(approved, card_outcome=CardOutcome.PENDING)


def repeats(refund: Refund, others: Sequence[Refund]) -> Refund | None:
    """The refund whose money did not reach its card, and that this one does again: its credit receipt is for both."""
    used = {other.receipt_id for other in others if other.counts}
    for other in others:
        same = (other.way, other.amount_minor, other.lines) == (refund.way, refund.amount_minor, refund.lines)
        if other.card_outcome is CardOutcome.FAILED and same and other.receipt_id not in used:
            return other
    return None


def settled(refund: Refund, outcome: CardOutcome, at: datetime) -> Refund:
    """What became of the money; what was said later stands. Itself, the same object, when nothing changes."""
    known = refund.outcome_at is not None and refund.outcome_at >= at
    if refund.state is not RefundState.APPROVED or refund.tender_kind is not TenderKind.CARD or known:
        return refund
    return replace(refund, card_outcome=outcome, outcome_at=at)


def decline(refund: Refund, act: Act, reason: str) -> Refund:
    """Nothing changes when it is declined. Raises InvalidInput, RefundDecided when it was approved."""
    check_name(reason, "reason", MAX_REASON)
    return _decided(refund, RefundState.DECLINED, act, reason)


def _decided(refund: Refund, state: RefundState, act: Act, reason: str) -> Refund:
    if refund.state is state:
        return refund
    if refund.state is not RefundState.REQUESTED:
        raise RefundDecided(f"the refund is {refund.state.name}", refund=refund.refund_id, state=refund.state.name)
    return replace(
        refund,
        state=state,
        shift_id=act.shift_id,
        decided_by=act.actor,
        decided_at=act.at,
        decision_reason=reason,
    )
