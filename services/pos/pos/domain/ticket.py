"""What may be done with a ticket. Each rule takes the sale as it is and gives the sale as it then is, or refuses.

IFSF: a transaction is PAYABLE, LOCKED by one till, or CLEARED; who locked it owns it.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from motorway_kit.errors import Conflict, NotFound

from pos.domain.card_payment import SETTLED_OTHERWISE, given_up, require_none_open
from pos.domain.catalogue import Item
from pos.domain.checks import check, check_line, check_name
from pos.domain.sale import Clearing, Fuel, Line, Sale, SaleKind, SaleState, Tender, TenderKind
from pos.domain.site import Site

MAX_QUANTITY = 999
MAX_LINES = 200
MAX_REASON = 300
OPEN = (SaleState.PAYABLE, SaleState.LOCKED)
CONFIRMED = (Clearing.PUMP_TEST, Clearing.OWN_USE, Clearing.ZERO)
"""Ways to clear a sale that are no takings."""


class SaleLockedElsewhere(Conflict):
    """Another till has the ticket; `till` and `cashier` name it."""


class SaleNotLocked(Conflict):
    """The till must lock the ticket first."""


class SaleNotPayable(Conflict):
    """The fuelling is not over, or the ticket has ended without one; `state` says which."""


class SaleNotAuthorised(Conflict):
    """There is no authorisation in force that could be taken back; `state` says what there is."""


class SaleAlreadyCleared(Conflict):
    """A cleared ticket is only changed by a refund."""


class FuelCannotBeVoided(Conflict):
    """What was dispensed is paid, owed, or confirmed as a test, but never struck out."""


class FuelLineStays(Conflict):
    """A line of fuel cannot be taken off its ticket."""


class LineNotFound(NotFound):
    """The ticket has no such line."""


class TendersTaken(Conflict):
    """What was given for the ticket must be given back first."""


class NoFuelOnTicket(Conflict):
    """This is for tickets with fuel that was dispensed."""


class ShopLinesOnTicket(Conflict):
    """Shop items must be taken off first."""


class NothingDue(Conflict):
    """There is nothing to be paid."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who does it, in which shift, and when. `till` is the shift's, where it is known."""

    actor: str
    shift_id: str
    at: datetime
    till: str = ""


def elsewhere(sale: Sale, shift_id: str) -> bool:
    """Whether another shift has the ticket."""
    return sale.state is SaleState.LOCKED and sale.shift_id != shift_id


def reachable(sale: Sale, shift_id: str) -> Sale:
    """The ticket, if it is open and no other shift has it.

    Raises SaleLockedElsewhere, SaleAlreadyCleared, SaleNotPayable.
    """
    if elsewhere(sale, shift_id):
        raise SaleLockedElsewhere("another till has the ticket", sale=sale.sale_id, shift=sale.shift_id)
    if sale.state is SaleState.CLEARED:
        raise SaleAlreadyCleared("the ticket is cleared", sale=sale.sale_id)
    if sale.state not in OPEN:
        raise SaleNotPayable(f"the sale is {sale.state.name}", sale=sale.sale_id, state=sale.state.name)
    return sale


def held(sale: Sale, shift_id: str) -> Sale:
    """The ticket, if this shift has it locked. Raises SaleNotLocked besides what `reachable` raises."""
    if reachable(sale, shift_id).state is not SaleState.LOCKED:
        raise SaleNotLocked("lock the ticket first", sale=sale.sale_id)
    return sale


def lock(sale: Sale, act: Act) -> Sale:
    """Nothing changes when the shift has it already. Raises SaleLockedElsewhere, SaleAlreadyCleared, SaleNotPayable."""
    if reachable(sale, act.shift_id).state is SaleState.LOCKED:
        return sale
    return replace(sale, state=SaleState.LOCKED, shift_id=act.shift_id)


def unlock(sale: Sale, act: Act, *, forced: bool = False) -> Sale:
    """Nothing changes when nobody has it. `forced`: also that of another till.

    Raises SaleLockedElsewhere, SaleAlreadyCleared, SaleNotPayable.
    """
    holder = sale.shift_id if forced else act.shift_id
    if reachable(sale, holder).state is SaleState.PAYABLE:
        return sale
    return replace(sale, state=SaleState.PAYABLE, shift_id="")


def add_item(sale: Sale, act: Act, item: Item, quantity: int) -> Sale:
    """Raises InvalidInput, and what `held` raises."""
    held(sale, act.shift_id)
    check(1 <= quantity <= MAX_QUANTITY, "quantity", f"must be 1 to {MAX_QUANTITY}")
    check(len(sale.lines) < MAX_LINES, "sale_id", f"has {MAX_LINES} lines already")
    line = Line(
        number=max((line.number for line in sale.lines), default=0) + 1,
        description=item.name,
        amount_minor=item.price_minor * quantity,
        vat_rate_bp=item.vat_rate_bp,
        item_id=item.item_id,
        quantity=quantity,
        unit_amount_minor=item.price_minor,
    )
    return replace(sale, lines=(*sale.lines, line))


def remove_line(sale: Sale, act: Act, number: int) -> Sale:
    """Raises LineNotFound, FuelLineStays, and what `held` raises."""
    held(sale, act.shift_id)
    line = next((line for line in sale.lines if line.number == number), None)
    if line is None:
        raise LineNotFound("the ticket has no such line", sale=sale.sale_id, number=number)
    if line.fuel is not None:
        raise FuelLineStays("fuel cannot be taken off its ticket", sale=sale.sale_id, number=number)
    return replace(sale, lines=tuple(other for other in sale.lines if other is not line))


def void(sale: Sale, act: Act, reason: str) -> Sale:
    """Ends a shop ticket. Nothing changes when it is VOIDED. Raises InvalidInput, FuelCannotBeVoided, TendersTaken,
    CardPaymentPending, and what `reachable` raises."""
    if sale.state is SaleState.VOIDED:
        return sale
    check_name(reason, "reason", MAX_REASON)
    if sale.fuel is not None or sale.state is SaleState.FUELLING:
        raise FuelCannotBeVoided("what was dispensed cannot be voided", sale=sale.sale_id)
    _without_tenders(reachable(sale, act.shift_id))
    return _final(replace(sale, state=SaleState.VOIDED, reason=reason), act)


def confirm(sale: Sale, act: Act, clearing: Clearing, note: str = "", return_tank: int = 0) -> Sale:
    """Clears a pump test, own use, or a ticket of nothing, as no takings. Nothing changes when it is so already.

    Raises InvalidInput, NoFuelOnTicket, ShopLinesOnTicket, TendersTaken, CardPaymentPending, and what `reachable`
    raises.
    """
    check(clearing in CONFIRMED, "clearing", "must be PUMP_TEST, OWN_USE or ZERO")
    check_line(note, "note", MAX_REASON)
    if sale.state is SaleState.CLEARED and sale.clearing is clearing:
        return sale
    _without_tenders(reachable(sale, act.shift_id))
    if clearing is Clearing.ZERO:
        check(sale.total_minor == 0, "clearing", "cannot be ZERO while something is due")
    else:
        _only_fuel(sale)
    noted = replace(sale, note=note or sale.note, return_tank=return_tank)
    return cleared(noted, act, clearing)


def leave_unpaid(sale: Sale, act: Act, clearing: Clearing, registration: str, note: str) -> Sale:
    """Clears the ticket of a customer who drove off, or who cannot pay; what is due becomes a debt.

    Raises NoFuelOnTicket, NothingDue, ShopLinesOnTicket, CardPaymentPending, TendersTaken when a part is owed already,
    and what `reachable` raises.
    """
    _only_fuel(reachable(sale, act.shift_id))
    require_none_open(sale)
    if any(tender.kind is TenderKind.RECEIVABLE for tender in standing(sale)):
        raise TendersTaken("a part of the ticket is owed as a debt already", sale=sale.sale_id)
    if sale.due_minor <= 0:
        raise NothingDue("nothing is due", sale=sale.sale_id)
    noted = replace(sale, registration=registration or sale.registration, note=note or sale.note)
    return cleared(noted, act, clearing)


def cleared(sale: Sale, act: Act, clearing: Clearing) -> Sale:
    """Cards that are still being charged are given up: another tender was faster."""
    sale = given_up(sale, SETTLED_OTHERWISE)
    return _final(replace(sale, state=SaleState.CLEARED, clearing=clearing), act)


def to_be_cancelled(sale: Sale) -> bool:
    """Whether an authorisation is in force and no fuel flows; False when the sale has ended with nothing delivered.

    Raises SaleNotAuthorised for every other one.
    """
    if sale.state in (SaleState.REFUSED, SaleState.ENDED) or sale.clearing is Clearing.ZERO:
        return False
    if sale.state is not SaleState.AUTHORISED:
        raise SaleNotAuthorised(f"the sale is {sale.state.name}", sale=sale.sale_id, state=sale.state.name)
    return True


def standing(sale: Sale) -> tuple[Tender, ...]:
    """The tenders that were taken and not given back whole."""
    reversed_ = {tender.reverses for tender in sale.tenders}
    return tuple(tender for tender in sale.tenders if tender.amount_minor > 0 and tender.number not in reversed_)


def tank_for_return(site: Site, fuel: Fuel, tank: int) -> int:
    """Where the fuel of a pump test goes: the tank named, of its grade, or the one that it came from (0).

    Raises PumpNotFound, NozzleNotFound, InvalidInput.
    """
    nozzle = site.nozzle(fuel.pump, fuel.nozzle)
    fitting = {nozzle.tank, nozzle.second_tank, *(t.number for t in site.tanks if t.grade_id == fuel.grade_id)}
    check(tank == 0 or tank in fitting, "tank", f"is no tank of {fuel.grade_id}")
    return tank or nozzle.tank


def _final(sale: Sale, act: Act) -> Sale:
    return replace(sale, shift_id=act.shift_id, cleared_by=act.actor, cleared_at=act.at)


def _without_tenders(sale: Sale) -> None:
    require_none_open(sale)
    if standing(sale):
        raise TendersTaken("give back first what was given", sale=sale.sale_id)


def _only_fuel(sale: Sale) -> None:
    if sale.fuel is None or sale.kind is SaleKind.SHOP:
        raise NoFuelOnTicket("there is no fuel on the ticket", sale=sale.sale_id)
    if any(line.fuel is None for line in sale.lines):
        raise ShopLinesOnTicket("take the shop items off first", sale=sale.sale_id)
