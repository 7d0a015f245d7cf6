"""Charging a card for a ticket or a debt at the till. Money is in minor units of the site's currency."""

from dataclasses import replace

from pos.domain.card_payment import NOT_STARTED, CardPaymentDecided, payment_of, require_none_open, with_payment
from pos.domain.checks import check
from pos.domain.sale import CardPaymentState, Sale, SaleCardPayment
from pos.domain.tendering import MAX_MINOR, TenderExceedsDue, require_for_payment, uncharged
from pos.domain.ticket import Act, NothingDue, held, reachable

S = CardPaymentState


def charge(sale: Sale, act: Act, payment_id: str, amount_minor: int, key: str) -> Sale:
    """The ticket for which a card is being charged; 0 is all that is due and not being charged yet.

    Raises InvalidInput, NothingDue, TenderExceedsDue, CardPaymentPending, NotForPayment, and what `held` raises.
    """
    held(sale, act.shift_id)
    require_for_payment(sale)
    check(0 <= amount_minor <= MAX_MINOR, "amount_minor", "must not be negative, nor absurdly much")
    room = uncharged(sale)
    if room <= 0:
        raise NothingDue("nothing is due", sale=sale.sale_id)
    if amount_minor > room:
        raise TenderExceedsDue("that is more than is due", field="amount_minor", due_minor=room)
    asked = SaleCardPayment(
        payment_id=payment_id,
        state=S.PENDING,
        amount_minor=amount_minor or room,
        shift_id=act.shift_id,
        asked_by=act.actor,
        asked_at=act.at,
        key=key,
    )
    return with_payment(sale, asked)


def charge_debt(sale: Sale, act: Act, payment_id: str, amount_minor: int, key: str) -> Sale:
    """The cleared ticket whose debt a card is being charged for. Raises CardPaymentPending."""
    require_none_open(sale)
    asked = SaleCardPayment(
        payment_id=payment_id,
        state=S.PENDING,
        amount_minor=amount_minor,
        shift_id=act.shift_id,
        asked_by=act.actor,
        asked_at=act.at,
        key=key,
        for_debt=True,
    )
    return with_payment(sale, asked)


def to_be_given_up(sale: Sale, act: Act, payment_id: str) -> bool:
    """Whether the card is still being charged; False when that is over without money.

    Raises CardPaymentNotFound, CardPaymentDecided; SaleLockedElsewhere, SaleNotPayable while it is.
    """
    payment = payment_of(sale, payment_id)
    if payment.state is S.ENDED:
        return False
    if payment.state is not S.PENDING or payment.hold:
        text = f"the card payment is {payment.state.name}"
        raise CardPaymentDecided(text, payment=payment_id, state=payment.state.name)
    if not payment.for_debt:
        reachable(sale, act.shift_id)
    return True


def not_started(sale: Sale, payment_id: str, reason: str = NOT_STARTED) -> Sale:
    """Payments does not know of it, or has refused it. Itself, the same object, when it is not PENDING any more."""
    payment = payment_of(sale, payment_id)
    if payment.state is not S.PENDING:
        return sale
    return with_payment(sale, replace(payment, state=S.ENDED, reason=reason))
