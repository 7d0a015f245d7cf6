"""What the end of a card payment does to its sale. In every state, in any order, however often it is told: once.

A sale takes what is due, and never more. What it does not take, it says (`fixed_minor`), and payments gives it back.
"""

from dataclasses import replace

from pos.domain.card_payment import PAYABLE, SETTLED_OTHERWISE, Outcome, payment_of, with_payment
from pos.domain.sale import CardPaymentState, Sale, SaleCardPayment, Tender, TenderKind
from pos.domain.tendering import next_number, owed_no_more
from pos.domain.ticket import Act

S = CardPaymentState


def captured(sale: Sale, outcome: Outcome, act: Act) -> Sale:
    """Money was taken from the card: a tender of the shift of the act, as far as something is due.

    What could not be charged (`shortfall_minor`) becomes a RECEIVABLE. Itself, the same object, when it is known.
    """
    payment = payment_of(sale, outcome.payment_id)
    if payment.state is S.CAPTURED or _is_refused(payment):
        return sale
    room = _room(sale)
    taken = min(outcome.captured_minor, room)
    owed = _owed(outcome, room - taken)
    paid = _with_tender(sale, TenderKind.CARD, taken, outcome, act)
    paid = _with_tender(paid, TenderKind.RECEIVABLE, owed, outcome, act)
    after = replace(payment, state=S.CAPTURED if taken else S.ENDED, amount_minor=outcome.captured_minor, reason="")
    if taken + owed < outcome.captured_minor + outcome.shortfall_minor:
        after = replace(after, fixed_minor=taken + owed, reason=SETTLED_OTHERWISE)
    return with_payment(paid, after)


def debt_captured(sale: Sale, outcome: Outcome, act: Act, owed_minor: int) -> Sale:
    """The card of a debt was charged: it pays all that is owed of it, or, when that is another amount or nothing by
    now, nothing. Itself, the same object, when it is known.
    """
    payment = payment_of(sale, outcome.payment_id)
    if payment.state is S.CAPTURED or _is_refused(payment):
        return sale
    after = replace(payment, state=S.CAPTURED, amount_minor=outcome.captured_minor, reason="")
    if outcome.captured_minor != owed_minor:
        return with_payment(sale, replace(after, state=S.ENDED, fixed_minor=0, reason=SETTLED_OTHERWISE))
    due_again = owed_no_more(sale, act)
    return with_payment(_with_tender(due_again, TenderKind.CARD, owed_minor, outcome, act), after)


def ended(sale: Sale, outcome: Outcome, act: Act) -> Sale:
    """No money was taken. What was dispensed for it all the same (`shortfall_minor`) becomes a RECEIVABLE.

    Itself, the same object, when nothing changes. A payment that was declined may still be captured: it is tried again.
    """
    payment = payment_of(sale, outcome.payment_id)
    if payment.state is S.CAPTURED or _is_refused(payment) or _is_owed(sale, payment):
        return sale
    if payment.state is S.ENDED and not outcome.shortfall_minor:
        return sale
    owed = _owed(outcome, _room(sale))
    after = replace(payment, state=S.ENDED, reason=outcome.reason)
    if owed < outcome.shortfall_minor:
        after = replace(after, fixed_minor=owed, reason=SETTLED_OTHERWISE)
    return with_payment(_with_tender(sale, TenderKind.RECEIVABLE, owed, outcome, act), after)


def is_money_back(sale: Sale, outcome: Outcome) -> bool:
    """Money came for which the sale has said that it takes nothing."""
    return outcome.captured_minor > 0 and _is_refused(payment_of(sale, outcome.payment_id))


def new_receivable_minor(before: Sale, after: Sale) -> int:
    """What the customer owes since then."""
    new = after.tenders[len(before.tenders) :]
    return sum(tender.amount_minor for tender in new if tender.kind is TenderKind.RECEIVABLE)


def _is_refused(payment: SaleCardPayment) -> bool:
    return payment.state is S.ENDED and payment.fixed_minor == 0


def _is_owed(sale: Sale, payment: SaleCardPayment) -> bool:
    kinds = {tender.kind for tender in sale.tenders if tender.payment_id == payment.payment_id}
    return TenderKind.RECEIVABLE in kinds


def _owed(outcome: Outcome, room: int) -> int:
    """The whole shortfall, or nothing: who has paid a part of it in another way is asked for the rest at the till."""
    return outcome.shortfall_minor if outcome.shortfall_minor <= room else 0


def _room(sale: Sale) -> int:
    return max(sale.due_minor, 0) if sale.state in PAYABLE else 0


def _with_tender(sale: Sale, kind: TenderKind, amount_minor: int, outcome: Outcome, act: Act) -> Sale:
    if amount_minor <= 0:
        return sale
    is_card = kind is TenderKind.CARD
    tender = Tender(
        number=next_number(sale),
        kind=kind,
        amount_minor=amount_minor,
        shift_id=act.shift_id,
        at=act.at,
        payment_id=outcome.payment_id,
        card_brand=outcome.brand if is_card else "",
        card_last4=outcome.last4 if is_card else "",
        test=outcome.test,
    )
    return replace(sale, tenders=(*sale.tenders, tender))
