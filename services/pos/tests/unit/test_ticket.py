"""What may be done with a ticket, in which state and by whom."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from motorway_kit.errors import InvalidInput, MotorwayError
from pos.domain import tendering, ticket
from pos.domain.sale import Clearing, Sale, SaleKind, SaleState

from .ticket_samples import ANN, BOB, COFFEE, SITE, cash, fuel, fuelled, held_by, shop

S = SaleState
NOT_OPEN = [state for state in S if state not in ticket.OPEN]
Rule = Callable[[Sale], object]


def reason(rule: Callable[[], object]) -> str:
    with pytest.raises(MotorwayError) as refused:
        rule()
    return refused.value.reason


def field(rule: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as refused:
        rule()
    return refused.value.context["field"]


RULES: dict[str, Rule] = {
    "lock": lambda sale: ticket.lock(sale, ANN),
    "unlock": lambda sale: ticket.unlock(sale, ANN),
    "add_item": lambda sale: ticket.add_item(sale, ANN, COFFEE, 1),
    "remove_line": lambda sale: ticket.remove_line(sale, ANN, 1),
    "pay": lambda sale: tendering.pay(sale, ANN, cash()),
    "reverse": lambda sale: tendering.reverse(sale, ANN, 1),
    "confirm": lambda sale: ticket.confirm(sale, ANN, Clearing.OWN_USE),
    "leave_unpaid": lambda sale: ticket.leave_unpaid(sale, ANN, Clearing.DRIVE_OFF, "AB1", ""),
}
NEEDS_LOCK = ("add_item", "remove_line", "pay", "reverse")


@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize("state", NOT_OPEN)
def test_only_an_open_ticket_is_worked_on(name: str, state: SaleState) -> None:
    expected = "SaleAlreadyCleared" if state is S.CLEARED else "SaleNotPayable"
    assert reason(lambda: RULES[name](fuelled(state=state))) == expected


@pytest.mark.parametrize("name", RULES)
def test_what_another_till_has_is_not_touched(name: str) -> None:
    assert reason(lambda: RULES[name](held_by(BOB))) == "SaleLockedElsewhere"


@pytest.mark.parametrize("name", NEEDS_LOCK)
def test_what_changes_a_ticket_needs_it_locked(name: str) -> None:
    assert reason(lambda: RULES[name](fuelled())) == "SaleNotLocked"


def test_a_ticket_is_locked_once_and_given_back() -> None:
    locked = ticket.lock(fuelled(), ANN)
    assert (locked.state, locked.shift_id) == (S.LOCKED, "shift-a")
    assert ticket.lock(locked, ANN) is locked
    free = ticket.unlock(locked, ANN)
    assert (free.state, free.shift_id) == (S.PAYABLE, "")
    assert ticket.unlock(free, BOB) is free
    assert ticket.unlock(locked, BOB, forced=True) == free


def test_shop_items_come_on_a_ticket_and_off_it() -> None:
    sale = ticket.add_item(held_by(ANN), ANN, COFFEE, 2)
    line = sale.lines[-1]
    assert (line.number, line.amount_minor, line.unit_amount_minor, line.quantity) == (2, 600, 300, 2)
    assert sale.total_minor == 3600
    assert ticket.remove_line(sale, ANN, 2) == held_by(ANN)


@pytest.mark.parametrize("quantity", [0, -1, 1000])
def test_a_quantity_has_limits(quantity: int) -> None:
    assert field(lambda: ticket.add_item(shop(), ANN, COFFEE, quantity)) == "quantity"


def test_a_ticket_does_not_grow_for_ever() -> None:
    sale = shop()
    for _ in range(ticket.MAX_LINES):
        sale = ticket.add_item(sale, ANN, COFFEE, 1)
    assert field(lambda: ticket.add_item(sale, ANN, COFFEE, 1)) == "sale_id"


def test_fuel_stays_on_its_ticket() -> None:
    assert reason(lambda: ticket.remove_line(held_by(ANN), ANN, 1)) == "FuelLineStays"
    assert reason(lambda: ticket.remove_line(held_by(ANN), ANN, 7)) == "LineNotFound"


@pytest.mark.parametrize("state", [S.PAYABLE, S.LOCKED, S.FUELLING, S.CLEARED])
def test_dispensed_fuel_is_not_voided(state: SaleState) -> None:
    sale = fuelled(state=state, shift_id="shift-a")
    assert reason(lambda: ticket.void(sale, ANN, "mistake")) == "FuelCannotBeVoided"


def test_a_shop_ticket_is_voided_once_its_money_is_back() -> None:
    sale = tendering.pay(ticket.add_item(shop(), ANN, COFFEE, 1), ANN, cash(100))
    assert reason(lambda: ticket.void(sale, ANN, "changed mind")) == "TendersTaken"
    voided = ticket.void(tendering.reverse(sale, ANN, 1), ANN, "changed mind")
    assert (voided.state, voided.reason, voided.cleared_by) == (S.VOIDED, "changed mind", "ann")
    assert ticket.void(voided, BOB, "") is voided
    assert field(lambda: ticket.void(shop(), ANN, " ")) == "reason"


@pytest.mark.parametrize("state", [S.REQUESTED, S.AUTHORISED])
def test_what_waits_for_its_pump_is_not_voided(state: SaleState) -> None:
    assert reason(lambda: ticket.void(fuelled(state=state, lines=()), ANN, "mistake")) == "SaleNotPayable"


def test_a_test_is_confirmed_with_its_tank() -> None:
    sale = fuelled(kind=SaleKind.PUMP_TEST)
    done = ticket.confirm(sale, BOB, Clearing.PUMP_TEST, "calibrated", 3)
    assert (done.state, done.clearing, done.note, done.return_tank) == (
        S.CLEARED,
        Clearing.PUMP_TEST,
        "calibrated",
        3,
    )
    assert ticket.confirm(done, ANN, Clearing.PUMP_TEST) is done
    assert reason(lambda: ticket.confirm(done, ANN, Clearing.OWN_USE)) == "SaleAlreadyCleared"


@pytest.mark.parametrize(("tank", "expected"), [(0, 1), (1, 1), (3, 3)])
def test_fuel_goes_back_to_a_tank_of_its_grade(tank: int, expected: int) -> None:
    assert ticket.tank_for_return(SITE, fuel(), tank) == expected


@pytest.mark.parametrize("tank", [2, 9])
def test_fuel_goes_back_to_no_other_tank(tank: int) -> None:
    assert field(lambda: ticket.tank_for_return(SITE, fuel(), tank)) == "tank"


@pytest.mark.parametrize("clearing", [Clearing.PAID, Clearing.DRIVE_OFF, Clearing.NO_MEANS])
def test_only_what_is_no_takings_is_confirmed(clearing: Clearing) -> None:
    assert field(lambda: ticket.confirm(fuelled(), ANN, clearing)) == "clearing"


def test_nothing_is_confirmed_as_zero_but_nothing() -> None:
    assert field(lambda: ticket.confirm(fuelled(), ANN, Clearing.ZERO)) == "clearing"
    assert ticket.confirm(fuelled(0), ANN, Clearing.ZERO).clearing is Clearing.ZERO


def test_shop_items_are_no_test() -> None:
    sale = ticket.add_item(held_by(ANN), ANN, COFFEE, 1)
    assert reason(lambda: ticket.confirm(sale, ANN, Clearing.OWN_USE)) == "ShopLinesOnTicket"
    assert reason(lambda: ticket.leave_unpaid(sale, ANN, Clearing.DRIVE_OFF, "A", "")) == "ShopLinesOnTicket"
    assert reason(lambda: ticket.confirm(shop(), ANN, Clearing.OWN_USE)) == "NoFuelOnTicket"
    assert reason(lambda: ticket.leave_unpaid(shop(), ANN, Clearing.NO_MEANS, "", "")) == "NoFuelOnTicket"


def test_who_leaves_without_paying_leaves_a_cleared_ticket() -> None:
    left = ticket.leave_unpaid(fuelled(note="blue van"), ANN, Clearing.DRIVE_OFF, "AB12 CDE", "")
    assert (left.state, left.clearing, left.shift_id, left.due_minor) == (
        S.CLEARED,
        Clearing.DRIVE_OFF,
        "shift-a",
        3000,
    )
    assert (left.registration, left.note) == ("AB12 CDE", "blue van")
    assert reason(lambda: ticket.leave_unpaid(fuelled(0), ANN, Clearing.DRIVE_OFF, "A", "")) == "NothingDue"


@pytest.mark.parametrize("state", list(S))
def test_only_an_authorisation_in_force_is_cancelled(state: SaleState) -> None:
    sale = fuelled(state=state, lines=())
    if state in (S.REFUSED, S.ENDED, S.AUTHORISED):
        assert ticket.to_be_cancelled(sale) is (state is S.AUTHORISED)
    else:
        assert reason(lambda: ticket.to_be_cancelled(sale)) == "SaleNotAuthorised"
    assert ticket.to_be_cancelled(replace(sale, state=S.CLEARED, clearing=Clearing.ZERO)) is False
