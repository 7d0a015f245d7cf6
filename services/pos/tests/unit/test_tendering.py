"""What is given for a ticket, and given back."""

from dataclasses import replace

import pytest
from motorway_kit.errors import InvalidInput, MotorwayError
from pos.domain import tendering, ticket
from pos.domain.sale import Clearing, Sale, SaleKind, SaleState
from pos.domain.tendering import Given

from .ticket_samples import ACCOUNT, ANN, BOB, CASH, COFFEE, account, cash, fuelled, held_by, shop

S = SaleState


def prepaid(delivered_minor: int, *given: Given, state: SaleState = S.PAYABLE) -> Sale:
    """50.00 were given to Ann for a pre-pay."""
    sale = replace(fuelled(delivered_minor), kind=SaleKind.PRE_PAY, opened_shift_id="shift-a", state=state)
    for each in given or (cash(5000),):
        sale = tendering.take(sale, ANN, each, 5000 - sale.tendered_minor)
    return sale


@pytest.mark.parametrize(
    ("given", "amount", "handed", "change"),
    [
        (cash(), 3000, 3000, 0),
        (cash(0, 5000), 3000, 5000, 2000),
        (cash(1000), 1000, 1000, 0),
        (cash(1000, 2000), 1000, 2000, 1000),
        (cash(3000, 3000), 3000, 3000, 0),
        (account(), 3000, 0, 0),
        (account(1), 1, 0, 0),
    ],
)
def test_a_tender_counts_for_what_is_due(given: Given, amount: int, handed: int, change: int) -> None:
    tender = tendering.pay(held_by(ANN), ANN, given).tenders[0]
    assert (tender.amount_minor, tender.given_minor, tender.change_minor) == (amount, handed, change)
    assert (tender.number, tender.shift_id, tender.at) == (1, "shift-a", ANN.at)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (cash(3001), "amount_minor"),
        (cash(-1), "amount_minor"),
        (cash(10**13), "amount_minor"),
        (cash(3000, 2999), "given_minor"),
        (cash(0, 1), "given_minor"),
        (cash(0, -1), "given_minor"),
        (Given(CASH, account_id="acme"), "account_id"),
        (Given(CASH, vehicle_id="AB1"), "vehicle_id"),
        (Given(CASH, odometer_km=1), "odometer_km"),
        (Given(ACCOUNT), "account_id"),
        (Given(ACCOUNT, given_minor=5, account_id="acme"), "given_minor"),
        (Given(ACCOUNT, odometer_km=-1, account_id="acme"), "odometer_km"),
        (account(3001), "amount_minor"),
        (account(1, "a\0"), "account_id"),
    ],
)
def test_a_wrong_tender_names_its_field(given: Given, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        tendering.pay(held_by(ANN), ANN, given)
    assert refused.value.context["field"] == field


def test_a_ticket_is_paid_when_nothing_is_due() -> None:
    half = tendering.pay(held_by(ANN), ANN, cash(1000))
    assert tendering.settle(half, ANN) is half
    paid = tendering.settle(tendering.pay(half, ANN, account()), ANN)
    assert (paid.state, paid.clearing, paid.cleared_by, paid.due_minor) == (S.CLEARED, Clearing.PAID, "ann", 0)
    assert tendering.settle(paid, BOB) is paid


def test_an_empty_ticket_does_not_pay_itself() -> None:
    assert tendering.settle(shop(), ANN) == shop()
    assert tendering.settle(held_by(ANN, 0), ANN) == held_by(ANN, 0)


@pytest.mark.parametrize("kind", tendering.NOT_PAID)
def test_tests_and_own_use_are_not_paid(kind: SaleKind) -> None:
    with pytest.raises(tendering.NotForPayment):
        tendering.pay(held_by(ANN, kind=kind), ANN, cash())


def test_nothing_is_paid_when_nothing_is_due() -> None:
    with pytest.raises(ticket.NothingDue):
        tendering.pay(shop(), ANN, cash())


def test_a_tender_is_given_back_once() -> None:
    paid = tendering.pay(held_by(ANN), ANN, account(1000))
    back = tendering.reverse(paid, ANN, 1)
    assert back.due_minor == 3000
    tender = back.tenders[1]
    assert (tender.amount_minor, tender.reverses, tender.kind, tender.account_id) == (-1000, 1, ACCOUNT, "acme")
    assert tendering.reverse(back, ANN, 1) is back
    for number in (0, 2, 3):  # 2 gives 1 back, and stays
        with pytest.raises(tendering.TenderNotFound):
            tendering.reverse(back, ANN, number)


def test_another_shift_gives_back_what_the_first_one_took() -> None:
    paid = ticket.lock(ticket.unlock(tendering.pay(held_by(ANN), ANN, cash(1000)), ANN), BOB)
    back = tendering.reverse(paid, BOB, 1)
    assert [(tender.shift_id, tender.amount_minor) for tender in back.tenders] == [
        ("shift-a", 1000),
        ("shift-b", -1000),
    ]


def test_change_of_a_prepayment_is_given_by_any_till() -> None:
    done = tendering.give_change(prepaid(3000), BOB)
    assert (done.state, done.clearing, done.shift_id, done.due_minor) == (S.CLEARED, Clearing.PAID, "shift-b", 0)
    (change,) = tendering.change_given(done)
    assert (change.kind, change.amount_minor, change.shift_id, change.reverses) == (CASH, -2000, "shift-b", 0)


def test_what_an_account_paid_goes_back_to_it_first() -> None:
    done = tendering.give_change(prepaid(1000, cash(2500), account(2500)), BOB)
    back = [(tender.kind, tender.amount_minor, tender.account_id) for tender in tendering.change_given(done)]
    assert back == [(ACCOUNT, -2500, "acme"), (CASH, -1500, "")]


@pytest.mark.parametrize("state", [S.REFUSED, S.ENDED])
def test_a_prepayment_for_nothing_is_given_back_by_any_till(state: SaleState) -> None:
    sale = replace(prepaid(0, state=state), lines=())
    done = tendering.give_change(sale, BOB)
    assert (done.state, done.clearing, done.tendered_minor) == (S.CLEARED, Clearing.ZERO, 0)


def test_without_a_surplus_there_is_no_change() -> None:
    for sale in (prepaid(5000), fuelled(), fuelled(state=S.ENDED, lines=())):
        with pytest.raises(tendering.NoChangeDue):
            tendering.give_change(sale, BOB)
    with pytest.raises(MotorwayError) as refused:
        tendering.give_change(replace(prepaid(10, state=S.LOCKED), shift_id="shift-a"), BOB)
    assert refused.value.reason == "SaleLockedElsewhere"


def test_change_may_buy_something() -> None:
    sale = ticket.add_item(ticket.lock(prepaid(3000), BOB), BOB, COFFEE, 1)
    assert [tender.amount_minor for tender in tendering.change_given(tendering.give_change(sale, BOB))] == [-1700]


def test_a_prepayment_goes_back_in_the_shifts_that_are_open() -> None:
    sale = replace(prepaid(0, cash(2000), account(3000), state=S.REFUSED), lines=())
    mixed = replace(sale, tenders=(sale.tenders[0], replace(sale.tenders[1], shift_id="shift-b")))
    partly = tendering.give_prepayment_back(mixed, ANN, {"shift-b"})
    assert [(t.amount_minor, t.shift_id, t.reverses) for t in partly.tenders[2:]] == [(-3000, "shift-b", 2)]
    whole = tendering.give_prepayment_back(partly, ANN, {"shift-a", "shift-b"})
    assert whole.due_minor == 0
    assert tendering.give_prepayment_back(whole, ANN, {"shift-a", "shift-b"}) is whole


@pytest.mark.parametrize(
    ("sale", "nothing"),
    [
        (fuelled(0), True),
        (fuelled(), False),
        (held_by(ANN, 0), False),
        (fuelled(state=S.REFUSED, lines=()), True),
        (fuelled(state=S.ENDED, lines=()), True),
        (fuelled(state=S.AUTHORISED, lines=()), False),
        (shop(), False),
    ],
)
def test_what_delivered_nothing(sale: Sale, nothing: bool) -> None:
    assert tendering.delivered_nothing(sale) is nothing
