"""Totalisers that continue, and amounts that are volume times price."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pos.domain.fuelling import Facts, Fuelling, findings
from pos.domain.meters import DiscrepancyKind, Finding, Gap, Meter, Metered, amount_of, check_meters
from pos.domain.sale import Fuel
from pos.domain.site import Grade

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def metered(sequence: int, before_ml: int, volume_ml: int, nozzle: int = 1) -> Metered:
    return Metered(sequence, nozzle, volume_ml, before_ml, before_ml + volume_ml, 0, 0, NOON)


@pytest.mark.parametrize(
    ("volume_ml", "price_milli", "currency", "amount"),
    [
        (20_000, 1_500, "GBP", 3_000),
        (1, 1_500, "GBP", 0),  # 0.15 pence
        (3, 1_500, "GBP", 0),  # 0.45
        (10, 1_450, "GBP", 1),  # 1.45
        (1_000, 1_455, "GBP", 146),  # 145.5, half up
        (20_000, 165_000, "JPY", 3_300),
        (1_000, 500, "KWD", 500),
        (20_000, 1_500, "XXQ", None),
        (20_000, 1_500, "", None),
    ],
)
def test_amounts(volume_ml: int, price_milli: int, currency: str, amount: int | None) -> None:
    assert amount_of(volume_ml, price_milli, currency) == amount


@given(st.integers(0, 10**9), st.integers(0, 10**6))
def test_amounts_are_rounded_half_up(volume_ml: int, price_milli: int) -> None:
    exact = Decimal(volume_ml * price_milli) / 10_000
    assert amount_of(volume_ml, price_milli, "GBP") == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def test_a_first_transaction_sets_the_baseline() -> None:
    checked = check_meters(0, [metered(1, 500, 20), metered(2, 520, 5), metered(3, 7, 1, nozzle=2)], {})
    assert checked.gaps == ()
    assert checked.sequence == 3
    assert checked.meters == {1: Meter(525, 0, 2, NOON), 2: Meter(8, 0, 3, NOON)}


def test_what_does_not_continue_is_a_gap_once() -> None:
    checked = check_meters(4, [metered(5, 530, 20), metered(6, 550, 5)], {1: Meter(525, 0, 3, NOON)})
    assert checked.gaps == (Gap(1, 5, Finding(DiscrepancyKind.TOTALISER_GAP, 525, 530, "ml")),)
    assert checked.meters[1].volume_total_ml == 555


def test_amounts_continue_too() -> None:
    odd = metered(2, 20, 5)._replace(amount_before_minor=4, amount_after_minor=9)
    checked = check_meters(1, [odd], {1: Meter(20, 3, 1, NOON)})
    assert checked.gaps == (Gap(1, 2, Finding(DiscrepancyKind.AMOUNT_GAP, 3, 4, "minor")),)


def test_nothing_is_checked_behind_a_missing_number() -> None:
    checked = check_meters(1, [metered(2, 0, 5), metered(4, 99, 5)], {})
    assert (checked.sequence, checked.gaps, checked.meters[1].volume_total_ml) == (2, (), 5)
    assert check_meters(1, [metered(3, 0, 5)], {}) == (1, {}, ())


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 10**6)), max_size=30), st.data())
def test_volumes_add_up_to_what_the_totalisers_moved(sales: list[tuple[int, int]], data: st.DataObject) -> None:
    """In any division of a pump's transactions into runs that are checked one after the other."""
    totals = {1: 0, 2: 10**6, 3: 5}
    start = dict(totals)
    booked = []
    for sequence, (nozzle, volume_ml) in enumerate(sales, 1):
        booked.append(metered(sequence, totals[nozzle], volume_ml, nozzle))
        totals[nozzle] += volume_ml
    sequence = 0
    meters: dict[int, Meter] = {}
    while sequence < len(booked):
        upto = data.draw(st.integers(sequence + 1, len(booked)))
        checked = check_meters(sequence, booked[sequence:upto], meters)
        assert checked.gaps == ()
        sequence, meters = checked.sequence, meters | checked.meters
    for nozzle, meter in meters.items():
        assert meter.volume_total_ml - start[nozzle] == sum(ml for used, ml in sales if used == nozzle)


FUEL = Fuel(1, 1, "e10", 1, 20_000, 1_500, 7, 1_000, 21_000, NOON, NOON)
FUELLING = Fuelling("m25-cobham", FUEL, 3_000, "GBP", "", 0, 3_000, NOON)
FACTS = Facts(
    booked=False,
    followed=False,
    meter=None,
    currency="GBP",
    clear_zero=True,
    grade=Grade("e10", "Unleaded", 2_000),
    set_price_milli=1_500,
)


def test_what_adds_up_has_no_findings() -> None:
    assert list(findings(FUELLING, FACTS)) == []
    assert list(findings(FUELLING, FACTS._replace(currency=None, set_price_milli=None))) == []


@pytest.mark.parametrize(
    ("fuelling", "facts", "found"),
    [
        (FUELLING, FACTS._replace(grade=None), Finding(DiscrepancyKind.GRADE, 0, 0, "")),
        (FUELLING, FACTS._replace(grade=Grade("e10", "E10")), Finding(DiscrepancyKind.GRADE, 0, 0, "")),
        (FUELLING, FACTS._replace(currency="EUR"), Finding(DiscrepancyKind.CURRENCY, 0, 0, "")),
        (FUELLING, FACTS._replace(set_price_milli=1_499), Finding(DiscrepancyKind.PRICE, 1_499, 1_500, "milli")),
        (replace(FUELLING, amount_minor=3_001), FACTS, Finding(DiscrepancyKind.AMOUNT, 3_000, 3_001, "minor")),
        (
            replace(FUELLING, fuel=replace(FUEL, volume_total_after_ml=20_999)),
            FACTS,
            Finding(DiscrepancyKind.VOLUME, 19_999, 20_000, "ml"),
        ),
    ],
)
def test_what_does_not_add_up(fuelling: Fuelling, facts: Facts, found: Finding) -> None:
    assert list(findings(fuelling, facts)) == [found]
