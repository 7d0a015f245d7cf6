from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput
from pos.domain.shift import (
    CashKind,
    CashWish,
    Denomination,
    Drawer,
    NoOpenShift,
    Opening,
    Shift,
    ShiftMode,
    ShiftOfAnother,
    sound_count,
    sound_movement,
    sound_opening,
    usable,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SHIFT = Shift("s1", "m25-cobham", "Counter 1", ShiftMode.PER_CASHIER, "ann", "Ann", "GBP", 10_000, NOON)
MUCH = 10**12


def movement(kind: CashKind, amount_minor: int = 500, reason: str = "milk") -> CashWish:
    return CashWish("s1", kind, amount_minor, reason)


@pytest.mark.parametrize(
    ("opening", "field"),
    [
        (Opening("a", "", ShiftMode.PER_TILL, 0), "till"),
        (Opening("a", " Counter", ShiftMode.PER_TILL, 0), "till"),
        (Opening("a", "a\nb", ShiftMode.PER_TILL, 0), "till"),
        (Opening("a", "x" * 101, ShiftMode.PER_TILL, 0), "till"),
        (Opening("a", "Counter", ShiftMode.PER_TILL, -1), "float_minor"),
        (Opening("a", "Counter", ShiftMode.PER_TILL, MUCH), "float_minor"),
    ],
)
def test_a_wrong_opening_is_refused_by_its_field(opening: Opening, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sound_opening(opening)
    assert refused.value.context["field"] == field


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (movement(CashKind.PAID_IN, 0), "amount_minor"),
        (movement(CashKind.PAID_OUT, -5), "amount_minor"),
        (movement(CashKind.SAFE_DROP, MUCH), "amount_minor"),
        (movement(CashKind.NO_SALE, 1), "amount_minor"),
        (movement(CashKind.NO_SALE, 0, ""), "reason"),
        (movement(CashKind.PAID_OUT, 5, ""), "reason"),
        (movement(CashKind.PAID_IN, 5, " "), "reason"),
        (movement(CashKind.SAFE_DROP, 5, "x" * 201), "reason"),
    ],
)
def test_a_wrong_movement_is_refused_by_its_field(wish: CashWish, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sound_movement(wish)
    assert refused.value.context["field"] == field


def test_only_a_safe_drop_needs_no_reason() -> None:
    for wish in (movement(CashKind.SAFE_DROP, 5, ""), movement(CashKind.NO_SALE, 0), movement(CashKind.PAID_OUT)):
        assert sound_movement(wish) == wish


NOTES = (Denomination(2_000, 3), Denomination(1, 7))


@pytest.mark.parametrize(
    ("total", "notes", "field"),
    [
        (None, (), "counted_minor"),
        (-1, (), "counted_minor"),
        (MUCH, (), "counted_minor"),
        (6_008, NOTES, "counted_minor"),
        (None, (Denomination(0, 1),), "denominations[0].value_minor"),
        (None, (Denomination(5, 1), Denomination(10, -1)), "denominations[1].count"),
        (None, (Denomination(5, 1), Denomination(5, 2)), "denominations"),
    ],
)
def test_a_wrong_count_is_refused_by_its_field(total: int | None, notes: tuple[Denomination, ...], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sound_count(total, notes)
    assert refused.value.context["field"] == field


def test_cash_is_counted_as_a_total_by_denomination_or_both() -> None:
    assert [sound_count(*count).counted_minor for count in ((6_007, NOTES), (None, NOTES), (6_007, ()), (0, ()))] == [
        6_007,
        6_007,
        6_007,
        0,
    ]


amounts = st.integers(0, 10**9)


@given(st.builds(Drawer, amounts, st.integers(-(10**9), 10**9), amounts, amounts, amounts, amounts), amounts)
@settings(max_examples=100)
def test_over_and_short_is_what_was_counted_less_what_must_be_there(drawer: Drawer, counted: int) -> None:
    came = drawer.float_minor + drawer.takings_minor + drawer.paid_in_minor
    went = drawer.paid_out_minor + drawer.drops_minor + drawer.refunds_minor
    shift = replace(SHIFT, counted_minor=counted, expected_minor=drawer.expected_minor)
    assert shift.over_short_minor == counted - (came - went)


def test_what_is_there_by_the_book_is_neither_over_nor_short() -> None:
    drawer = Drawer(10_000, 4_567, 2_000, 350, 5_000, 1_217)
    assert drawer.expected_minor == 10_000


def test_a_shift_of_a_cashier_is_only_theirs_and_one_of_a_till_is_everybodys() -> None:
    assert usable(SHIFT, "ann") is SHIFT
    with pytest.raises(ShiftOfAnother):
        usable(SHIFT, "bob")
    of_till = replace(SHIFT, mode=ShiftMode.PER_TILL)
    assert usable(of_till, "bob") is of_till
    with pytest.raises(NoOpenShift):
        usable(replace(of_till, closed_at=NOON), "bob")
