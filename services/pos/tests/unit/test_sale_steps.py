"""What a pump's word does to its sale: every fact in every state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from pos.domain.pump import PumpState
from pos.domain.sale import Clearing, Fuel, Line, Origin, Sale, SaleKind, SaleState, Tender, TenderKind
from pos.domain.sale_steps import TABLE, WAITING, Fact, Word, fact_of, fuelled, takes_fuel, told, verdict

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
STEPS = """
            accepted    refused  started   ended
REQUESTED   AUTHORISED  REFUSED  FUELLING  REFUSED
AUTHORISED  -           -        FUELLING  ENDED
FUELLING    -           -        -         ENDED
PAYABLE     -           -        -         -
LOCKED      -           -        -         -
CLEARED     -           -        -         -
REFUSED     AUTHORISED  -        FUELLING  -
ENDED       AUTHORISED  -        FUELLING  -
VOIDED      -           -        -         -
"""


def a_sale(state: SaleState = SaleState.REQUESTED, **fields: object) -> Sale:
    usual = {"sale_id": "s", "site_id": "m25-cobham", "kind": SaleKind.POST_PAY, "origin": Origin.POS, "pump": 1}
    return Sale(**{**usual, "currency": "GBP", "opened_at": NOON, "state": state, **fields})  # type: ignore[arg-type]


def a_line(volume_ml: int = 20_000, amount_minor: int = 3_000, number: int = 1) -> Line:
    fuel = Fuel(1, 1, "e10", 1, volume_ml, 1_500, 0, 0, volume_ml, NOON - timedelta(minutes=1), NOON)
    return Line(number, "Unleaded", amount_minor, 2_000, fuel=fuel)


def a_tender(amount_minor: int) -> Tender:
    return Tender(1, TenderKind.CASH, amount_minor, "shift", NOON)


@pytest.mark.parametrize(
    ("state", "fact", "leads_to"),
    [
        (SaleState[name], Fact(fact), state if cell == "-" else SaleState[cell])
        for name, *row in map(str.split, STEPS.strip().splitlines()[1:])
        for state, (fact, cell) in product([SaleState[name]], zip(STEPS.split()[:4], row, strict=True))
    ],
)
def test_every_fact_in_every_state(state: SaleState, fact: Fact, leads_to: SaleState) -> None:
    sale = a_sale(state, reason="before", refusal_code=1)
    after = told(sale, fact, "why", 0x2E)
    assert after.state is leads_to
    if leads_to is state:
        assert after is sale
    elif leads_to in (SaleState.REFUSED, SaleState.ENDED):
        assert (after.reason, after.refusal_code) == ("why", 0x2E)
    else:
        assert (after.reason, after.refusal_code) == ("", 0)


def test_the_table_is_complete() -> None:
    assert set(TABLE) == set(SaleState)


@pytest.mark.parametrize("state", SaleState)
def test_a_finished_fuelling_has_a_place_in_every_state(state: SaleState) -> None:
    sale = a_sale(state, reason="no_answer", refusal_code=1)
    if state in (SaleState.CLEARED, SaleState.VOIDED):
        assert not takes_fuel(sale)
        return
    after = fuelled(sale, a_line(), NOON)
    assert after.state is (SaleState.LOCKED if state is SaleState.LOCKED else SaleState.PAYABLE)
    assert (after.total_minor, after.payable_at, after.reason, after.refusal_code) == (3_000, NOON, "", 0)
    assert not takes_fuel(after)


def test_the_fuel_goes_below_what_is_on_the_ticket() -> None:
    shop = Line(1, "Coffee", 250, 2_000)
    after = fuelled(a_sale(SaleState.LOCKED, lines=(shop,)), a_line(number=2), NOON)
    assert after.lines == (shop, a_line(number=2))
    assert after.total_minor == 3_250


@pytest.mark.parametrize(
    ("fields", "clear_zero", "state"),
    [
        ({}, True, SaleState.CLEARED),
        ({}, False, SaleState.PAYABLE),
        ({"state": SaleState.LOCKED}, True, SaleState.LOCKED),
        ({"tenders": (a_tender(3_000),)}, True, SaleState.PAYABLE),
        ({"lines": (Line(1, "Coffee", 250, 2_000),)}, True, SaleState.PAYABLE),
    ],
    ids=["clears itself", "by a cashier", "a till has it", "paid before", "something else is due"],
)
def test_a_fuelling_of_nothing(fields: dict[str, object], clear_zero: bool, state: SaleState) -> None:
    sale = replace(a_sale(SaleState.FUELLING), **fields)  # type: ignore[arg-type]
    after = fuelled(sale, a_line(0, 0, 2), NOON, clear_zero=clear_zero)
    assert after.state is state
    expected = (Clearing.ZERO, NOON) if state is SaleState.CLEARED else (None, None)
    assert (after.clearing, after.cleared_at) == expected


@pytest.mark.parametrize(
    ("word", "fact"),
    [
        (None, Fact.ENDED),
        (Word(PumpState.AUTHORISED, "s"), Fact.ACCEPTED),
        (Word(PumpState.FUELLING, "s", "other", outstanding=True), Fact.STARTED),
        (Word(PumpState.SUSPENDED_STARTED, "s"), Fact.STARTED),
        (Word(PumpState.IDLE, "", "s", outstanding=True), Fact.STARTED),
        (Word(PumpState.IDLE, "", "s"), Fact.ENDED),
        (Word(PumpState.IDLE, "", "other", outstanding=True), None),
        (Word(PumpState.FUELLING, "other", "s", outstanding=True), Fact.STARTED),
        (Word(PumpState.FUELLING, "other"), Fact.ENDED),
        (Word(PumpState.CLOSED), Fact.ENDED),
    ],
)
def test_what_an_answer_means(word: Word | None, fact: Fact | None) -> None:
    for state in WAITING:
        assert verdict(a_sale(state), word) is fact


def test_what_a_state_says_of_its_token() -> None:
    started = {state for state in PumpState if fact_of(state) is Fact.STARTED}
    assert started == {6, 7, 8, 9}
