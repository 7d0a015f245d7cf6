"""What a sale knows of its card payments, and what it says of them. Money is in minor units of the site's currency.

The table is docs/adr/0038-card-tenders.md's. Whatever changes `fixed_minor` is told to payments (`CardAmountFixed`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from motorway_kit.errors import Conflict, NotFound

from pos.domain.sale import CardPaymentState, Sale, SaleCardPayment, SaleState, TenderKind

S = CardPaymentState
OPEN_CARDS = (S.PENDING, S.APPROVED, S.FIXED)
"""What became of the payment is not known yet."""
PAYABLE = (SaleState.PAYABLE, SaleState.LOCKED)

NOT_APPROVED = "payment_not_approved"
UNAVAILABLE = "payments_unavailable"
NOT_CLAIMED = "payment_not_claimed"
NOT_STARTED = "not_started"
OVERRUN_ML = 20
"""How far a pump may run beyond its limit: valves close late, and no standard says by how much. It is held back of what
a card's bank has approved, so that what runs over is paid too."""

ZERO = "zero_fuelling"
SETTLED_OTHERWISE = "sale_settled_otherwise"


class CardPaymentNotFound(NotFound):
    """The sale has no such card payment."""


class CardPaymentPending(Conflict):
    """A card is being charged for the sale: wait, or give that up first."""


class CardPaymentDecided(Conflict):
    """The card was charged, or its hold is captured by itself; `state` says which."""


class PaymentAlreadyUsed(Conflict):
    """The payment is another sale's."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What payments says of a payment that is over. `shortfall_minor` was dispensed, but could not be charged."""

    payment_id: str
    captured_minor: int = 0
    shortfall_minor: int = 0
    reason: str = ""
    brand: str = ""
    last4: str = ""
    test: bool = False


def is_payment_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def payment_of(sale: Sale, payment_id: str) -> SaleCardPayment:
    """Raises CardPaymentNotFound."""
    for payment in sale.card_payments:
        if payment.payment_id == payment_id:
            return payment
    raise CardPaymentNotFound("the sale has no such card payment", sale=sale.sale_id, payment=payment_id)


def unclaimed(sale: Sale) -> SaleCardPayment | None:
    """The hold that the sale was opened with, while it is not known to be the sale's: its pump is not released."""
    return next((payment for payment in sale.card_payments if payment.hold and payment.state is S.PENDING), None)


def with_payment(sale: Sale, payment: SaleCardPayment) -> Sale:
    """In the place of the one of the same id, or behind the others."""
    others = tuple(other for other in sale.card_payments if other.payment_id != payment.payment_id)
    if len(others) == len(sale.card_payments):
        return replace(sale, card_payments=(*others, payment))
    kept = (payment if other.payment_id == payment.payment_id else other for other in sale.card_payments)
    return replace(sale, card_payments=tuple(kept))


def claimed(sale: Sale, approved_minor: int, margin_minor: int) -> Sale:
    """The sale whose hold is its own: the pump may deliver what was approved less the margin, which is what
    `OVERRUN_ML` costs. A hold of more than the sale asks for needs none.

    The volume is cut in proportion, rounded down: never more than the amount buys at the highest price.
    """
    hold = unclaimed(sale)
    assert hold is not None
    most = sale.tendered_minor + min(hold.amount_minor, approved_minor - margin_minor)
    volume_ml = sale.max_volume_ml * most // sale.max_amount_minor
    approved = replace(hold, state=S.APPROVED, amount_minor=approved_minor)
    return replace(with_payment(sale, approved), max_amount_minor=most, max_volume_ml=volume_ml)


def not_claimed(sale: Sale, reason: str) -> Sale:
    """The hold is none that the sale could give up: payments says that it is unknown, or another's."""
    hold = unclaimed(sale)
    assert hold is not None
    return with_payment(sale, replace(hold, state=S.ENDED, reason=reason))


def amount_fixed(sale: Sale) -> Sale:
    """After the fuelling: a hold takes exactly what is due, also when that is more than was approved.

    A hold that has expired meanwhile is told all the same, so that what is due becomes a receivable.
    """
    for payment in sale.card_payments:
        expired = payment.state is S.ENDED and payment.reason == "expired" and payment.fixed_minor is None
        if not payment.hold or not (payment.state in (S.PENDING, S.APPROVED) or expired):
            continue
        due = max(sale.due_minor - sale.pending_minor, 0)
        if due and payment.state is not S.PENDING:
            sale = with_payment(sale, replace(payment, state=S.FIXED, fixed_minor=due, reason=""))
        else:
            sale = with_payment(sale, _given_up(payment, ZERO if sale.total_minor == 0 else SETTLED_OTHERWISE))
    return sale


def given_up(sale: Sale, reason: str) -> Sale:
    """The sale takes nothing of what is not captured yet."""
    for payment in sale.card_payments:
        if payment.state in OPEN_CARDS:
            sale = with_payment(sale, _given_up(payment, reason))
    return sale


def _given_up(payment: SaleCardPayment, reason: str) -> SaleCardPayment:
    return replace(payment, state=S.ENDED, fixed_minor=0, reason=reason)


def kept(sale: Sale, payment_id: str) -> Sale:
    """The sale keeps of a captured payment what its card tenders say; the rest goes back to the card."""
    payment = payment_of(sale, payment_id)
    card = (tender for tender in sale.tenders if tender.payment_id == payment_id and tender.kind is TenderKind.CARD)
    left = sum(tender.amount_minor for tender in card)
    state = S.CAPTURED if left else S.ENDED
    return with_payment(sale, replace(payment, state=state, fixed_minor=left, reason=SETTLED_OTHERWISE))


def news(before: Sale | None, after: Sale) -> Iterable[SaleCardPayment]:
    """Payments of which the sale says now how much it takes, or says it differently."""
    said = {payment.payment_id: payment.fixed_minor for payment in before.card_payments} if before else {}
    for payment in after.card_payments:
        if payment.fixed_minor is not None and payment.fixed_minor != said.get(payment.payment_id):
            yield payment


def require_none_open(sale: Sale) -> None:
    """Raises CardPaymentPending."""
    for payment in sale.card_payments:
        if payment.state in OPEN_CARDS:
            text = "a card is being charged for the ticket"
            raise CardPaymentPending(text, sale=sale.sale_id, payment=payment.payment_id)
