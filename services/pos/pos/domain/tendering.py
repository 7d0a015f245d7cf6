"""What is given for a ticket and given back. Money is in minor units of the site's currency."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from motorway_kit.errors import Conflict, InvalidInput, NotFound

from pos.domain.card_payment import CardPaymentPending, kept
from pos.domain.checks import check, check_line
from pos.domain.sale import Clearing, Sale, SaleKind, SaleState, Tender, TenderKind
from pos.domain.ticket import OPEN, Act, NothingDue, cleared, held, reachable, standing

MAX_MINOR = 10**12
MAX_ODOMETER_KM = 10_000_000
NOT_PAID = (SaleKind.PUMP_TEST, SaleKind.OWN_USE)
ENDED_UNPAID = (SaleState.REFUSED, SaleState.ENDED)
"""States in which a prepayment has nothing to pay."""


class TenderExceedsDue(InvalidInput):
    """More than is due counts towards no ticket; cash that is too much is `given_minor`."""


class TenderNotFound(NotFound):
    """The ticket has no such tender."""


class NotForPayment(Conflict):
    """Pump tests and own use are no takings: they are confirmed, not paid."""


class NoChangeDue(Conflict):
    """Nothing was paid too much."""


class ReceivableStays(Conflict):
    """What a customer owes is paid or written off as a debt."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a customer gives. `amount_minor` 0 is all that is due, `given_minor` 0 the exact cash.

    `payment_id` is an approved hold, of a pre-pay.
    """

    kind: TenderKind
    amount_minor: int = 0
    given_minor: int = 0
    account_id: str = ""
    vehicle_id: str = ""
    odometer_km: int = 0
    payment_id: str = ""


def pay(sale: Sale, act: Act, given: Given) -> Sale:
    """All that is due is what no card is being charged for; with an amount, also what one is.

    Raises NotForPayment, InvalidInput, TenderExceedsDue, NothingDue, CardPaymentPending, and what `held` raises.
    """
    held(sale, act.shift_id)
    require_for_payment(sale)
    due = sale.due_minor if given.amount_minor else uncharged(sale)
    return take(sale, act, given, due)


def require_for_payment(sale: Sale) -> None:
    """Raises NotForPayment."""
    if sale.kind in NOT_PAID:
        raise NotForPayment("a pump test or own use is confirmed, not paid", sale=sale.sale_id)


def uncharged(sale: Sale) -> int:
    """What is due and no card is being charged for. Raises CardPaymentPending when that is nothing."""
    left = sale.due_minor - sale.pending_minor
    if left <= 0 < sale.due_minor:
        text = "a card is being charged for all that is due"
        raise CardPaymentPending(text, sale=sale.sale_id, pending_minor=sale.pending_minor)
    return left


def take(sale: Sale, act: Act, given: Given, due_minor: int, prefix: str = "") -> Sale:
    """The sale with one tender more. `prefix` goes before the name of a field that is wrong.

    Raises InvalidInput, TenderExceedsDue, NothingDue.
    """
    if due_minor <= 0:
        raise NothingDue("nothing is due", sale=sale.sale_id)
    _check_given(given, prefix)
    amount = given.amount_minor or due_minor
    if amount > due_minor:
        raise TenderExceedsDue(
            "that is more than is due", field=f"{prefix}amount_minor", due_minor=due_minor, amount_minor=amount
        )
    cash = given.given_minor or amount
    check(cash >= amount, f"{prefix}given_minor", "must be at least the amount")
    is_cash = given.kind is TenderKind.CASH
    tender = Tender(
        number=next_number(sale),
        kind=given.kind,
        amount_minor=amount,
        shift_id=act.shift_id,
        at=act.at,
        given_minor=cash if is_cash else 0,
        change_minor=cash - amount if is_cash else 0,
        account_id=given.account_id,
        vehicle_id=given.vehicle_id,
        odometer_km=given.odometer_km,
    )
    return replace(sale, tenders=(*sale.tenders, tender))


def _check_given(given: Given, prefix: str) -> None:
    check(0 <= given.amount_minor <= MAX_MINOR, f"{prefix}amount_minor", "must not be negative, nor absurdly much")
    check(0 <= given.given_minor <= MAX_MINOR, f"{prefix}given_minor", "must not be negative, nor absurdly much")
    check(0 <= given.odometer_km <= MAX_ODOMETER_KM, f"{prefix}odometer_km", f"must be 0 to {MAX_ODOMETER_KM}")
    check_line(given.account_id, f"{prefix}account_id")
    check_line(given.vehicle_id, f"{prefix}vehicle_id")
    check(given.payment_id == "", f"{prefix}payment_id", "is for the card of a pre-pay")
    match given.kind:
        case TenderKind.CASH:
            check(given.account_id == "", f"{prefix}account_id", "is for account tenders")
            check(given.vehicle_id == "", f"{prefix}vehicle_id", "is for account tenders")
            check(given.odometer_km == 0, f"{prefix}odometer_km", "is for account tenders")
        case TenderKind.ACCOUNT:
            check(given.account_id != "", f"{prefix}account_id", "must name the account")
            check(given.given_minor == 0, f"{prefix}given_minor", "is for cash")
        case _:
            raise InvalidInput(f"{prefix}kind must be CASH or ACCOUNT: a card is charged", field=f"{prefix}kind")


def reverse(sale: Sale, act: Act, number: int) -> Sale:
    """Gives a tender back before the ticket is cleared, a card's to the card; nothing changes when it was given back.

    Raises TenderNotFound, ReceivableStays, and what `held` raises.
    """
    held(sale, act.shift_id)
    tender = next((tender for tender in sale.tenders if tender.number == number and tender.amount_minor > 0), None)
    if tender is None:
        raise TenderNotFound("the ticket has no such tender", sale=sale.sale_id, number=number)
    if tender.kind is TenderKind.RECEIVABLE:
        raise ReceivableStays("what is owed is settled as a debt", sale=sale.sale_id, number=number)
    if tender.kind is TenderKind.CARD and _is_short(sale, tender.payment_id):
        text = "of what the card paid for, the rest is owed: that is settled as a debt"
        raise ReceivableStays(text, sale=sale.sale_id, number=number)
    return _with_back(sale, tender, tender.amount_minor, act) if tender in standing(sale) else sale


def give_change(sale: Sale, act: Act) -> Sale:
    """Gives back what was paid too much: to cards and accounts that paid, the rest in cash, whichever shift took it.

    A card that could not be charged all comes last: its customer owes the rest. With that the ticket is cleared. Money
    of an account or a card never leaves as cash. Raises NoChangeDue, and what `reachable` raises.
    """
    if sale.state not in ENDED_UNPAID:
        reachable(sale, act.shift_id)
    if sale.due_minor >= 0:
        raise NoChangeDue("nothing was paid too much", sale=sale.sale_id)
    returnable = [tender for tender in standing(sale) if tender.kind is not TenderKind.RECEIVABLE]
    for tender in sorted(returnable, key=lambda one: (_is_short(sale, one.payment_id), -one.kind)):
        amount = min(tender.amount_minor, -sale.due_minor)
        if amount > 0:
            sale = _with_back(sale, tender, amount, act)
    return cleared(sale, act, _paid_or_zero(sale))


def give_prepayment_back(sale: Sale, act: Act, open_shifts: Collection[str]) -> Sale:
    """Of a sale that delivered nothing: each tender goes back in the shift that took it, while that is open."""
    for tender in standing(sale):
        if tender.shift_id in open_shifts:
            sale = _with_back(sale, tender, tender.amount_minor, replace(act, shift_id=tender.shift_id))
    return sale


def _with_back(sale: Sale, tender: Tender, amount_minor: int, act: Act) -> Sale:
    """With the tender that gives this much of another one back in the shift of the act."""
    back = replace(
        tender,
        number=next_number(sale),
        amount_minor=-amount_minor,
        given_minor=0,
        change_minor=0,
        odometer_km=0,
        shift_id=act.shift_id,
        at=act.at,
        reverses=tender.number if amount_minor == tender.amount_minor else 0,
    )
    sale = replace(sale, tenders=(*sale.tenders, back))
    return kept(sale, tender.payment_id) if tender.kind is TenderKind.CARD else sale


def _is_short(sale: Sale, payment_id: str) -> bool:
    """Whether its card could not be charged all, and the rest is owed still."""
    owed = (tender.payment_id for tender in standing(sale) if tender.kind is TenderKind.RECEIVABLE)
    return payment_id != "" and payment_id in owed


def owed_no_more(sale: Sale, act: Act) -> Sale:
    """What a card could not be charged is due again, to be paid now."""
    for tender in standing(sale):
        if tender.kind is TenderKind.RECEIVABLE:
            sale = _with_back(sale, tender, tender.amount_minor, act)
    return sale


def next_number(sale: Sale) -> int:
    return max((tender.number for tender in sale.tenders), default=0) + 1


def settle(sale: Sale, act: Act) -> Sale:
    """Clears a ticket as PAID when what was given is what is to be paid; else it stays as it is."""
    if sale.state not in OPEN or sale.due_minor != 0 or sale.tendered_minor <= 0:
        return sale
    return cleared(sale, act, Clearing.PAID)


def change_given(sale: Sale) -> tuple[Tender, ...]:
    """What went back when the ticket was cleared."""
    return tuple(tender for tender in sale.tenders if tender.amount_minor < 0 and tender.at == sale.cleared_at)


def _paid_or_zero(sale: Sale) -> Clearing:
    return Clearing.PAID if sale.total_minor > 0 else Clearing.ZERO


def delivered_nothing(sale: Sale) -> bool:
    """The authorisation is over, or the finished fuelling is one of nothing."""
    if sale.state in ENDED_UNPAID:
        return True
    return sale.state is SaleState.PAYABLE and sale.fuel is not None and sale.fuel.volume_ml == 0
