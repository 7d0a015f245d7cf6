"""How tickets begin."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from motorway_kit.errors import InvalidInput, MotorwayError
from pos.domain.opening import Wish, amount_of, nozzles_of, opened_at_pump, opened_shop, sound
from pos.domain.price import PriceInForce
from pos.domain.sale import Sale, SaleKind, SaleState

from .ticket_samples import ANN, SITE, account, cash

K = SaleKind
PRICE = PriceInForce(7, {1: 1459, 2: 1529})


def wish(kind: SaleKind = K.POST_PAY, **fields: Any) -> Wish:
    return Wish("m25-cobham", kind, **{"pump": 0 if kind is K.SHOP else 1, **fields})


def opened(**fields: Any) -> Sale:
    return opened_at_pump(SITE, sound(wish(**fields)), "s1", ANN, PRICE)


def refused(call: Callable[[], object]) -> MotorwayError:
    with pytest.raises(MotorwayError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"pump": 0}, "pump"),
        ({"nozzles": (1,), "grade_ids": ("e10",)}, "grade_ids"),
        ({"max_amount_minor": -1}, "max_amount_minor"),
        ({"max_volume_ml": -1}, "max_volume_ml"),
        ({"max_volume_ml": 10**9}, "max_volume_ml"),
        ({"tenders": (cash(1),)}, "tenders"),
        ({"kind": K.PRE_PAY}, "max_amount_minor"),
        ({"kind": K.PRE_PAY, "max_amount_minor": 1, "max_volume_ml": 1}, "max_amount_minor"),
        ({"kind": K.PRE_PAY, "max_amount_minor": 1}, "tenders"),
        ({"kind": K.PRE_PAY, "max_amount_minor": 1, "tenders": (cash(),) * 11}, "tenders"),
        ({"kind": K.PUMP_TEST}, "note"),
        ({"kind": K.OWN_USE, "note": " x"}, "note"),
        ({"note": "x" * 301}, "note"),
        ({"kind": K.SHOP, "pump": 1}, "pump"),
        ({"kind": K.SHOP, "nozzles": (1,)}, "nozzles"),
        ({"kind": K.SHOP, "grade_ids": ("e10",)}, "grade_ids"),
        ({"kind": K.SHOP, "max_amount_minor": 1}, "max_amount_minor"),
        ({"kind": K.SHOP, "max_volume_ml": 1}, "max_volume_ml"),
        ({"kind": K.SHOP, "tenders": (cash(1),)}, "tenders"),
    ],
)
def test_a_wrong_wish_names_its_field(fields: dict[str, Any], field: str) -> None:
    error = refused(lambda: sound(wish(**fields)))
    assert (type(error), error.context["field"]) == (InvalidInput, field)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [1, 2]),
        ({"nozzles": (2,)}, [2]),
        ({"grade_ids": ("e10",)}, [1]),
        ({"grade_ids": ("diesel", "e10")}, [1, 2]),
    ],
)
def test_nozzles_are_named_by_number_or_grade(fields: dict[str, Any], expected: list[int]) -> None:
    assert [nozzle.number for nozzle in nozzles_of(SITE, wish(**fields))] == expected


@pytest.mark.parametrize(
    ("fields", "field"), [({"nozzles": (1, 3)}, "nozzles[1]"), ({"grade_ids": ("lpg",)}, "grade_ids[0]")]
)
def test_what_the_pump_does_not_have_is_named(fields: dict[str, Any], field: str) -> None:
    assert refused(lambda: opened(**fields)).context["field"] == field


def test_a_ticket_waits_for_its_pump() -> None:
    sale = opened(max_volume_ml=20_000, grade_ids=("diesel",))
    assert (sale.state, sale.price_set, sale.nozzles) == (SaleState.REQUESTED, 7, (2,))
    assert (sale.opened_by, sale.opened_shift_id, sale.shift_id) == ("ann", "shift-a", "")
    assert (sale.max_volume_ml, sale.max_amount_minor) == (20_000, 0)
    assert opened().nozzles == ()


def test_a_shop_ticket_is_with_its_shift_at_once() -> None:
    sale = opened_shop(SITE, sound(wish(K.SHOP)), "s1", ANN)
    assert (sale.state, sale.shift_id, sale.pump, sale.lines) == (SaleState.LOCKED, "shift-a", 0, ())


def test_nothing_is_sold_without_price_or_vat_rate() -> None:
    lpg = PriceInForce(7, {1: 900})
    error = refused(lambda: opened_at_pump(SITE, wish(pump=2), "s1", ANN, lpg))
    assert (error.reason, error.context["grade"]) == ("VatRateMissing", "lpg")
    assert refused(lambda: opened_at_pump(SITE, wish(pump=9), "s1", ANN, lpg)).reason == "PumpNotFound"


def test_a_prepayment_is_taken_with_the_request() -> None:
    sale = opened(kind=K.PRE_PAY, max_amount_minor=5000, tenders=(account(2000), cash(0, 4000)))
    assert [(t.amount_minor, t.given_minor, t.change_minor) for t in sale.tenders] == [(2000, 0, 0), (3000, 4000, 1000)]
    assert (sale.tendered_minor, sale.due_minor) == (5000, -5000)


@pytest.mark.parametrize(("grades", "amount"), [((), 1529), (("e10",), 1459)])
def test_a_volume_is_prepaid_at_the_highest_price(grades: tuple[str, ...], amount: int) -> None:
    sale = opened(kind=K.PRE_PAY, max_volume_ml=10_000, grade_ids=grades, tenders=(cash(),))
    assert (sale.tendered_minor, sale.max_amount_minor, sale.max_volume_ml) == (amount, amount, 10_000)


@pytest.mark.parametrize(
    ("volume_ml", "price", "currency", "amount"),
    [(1000, 1459, "GBP", 146), (1, 1, "GBP", 1), (10_000, 1500, "GBP", 1500), (10_000, 165_500, "JPY", 1655)],
)
def test_a_volume_costs_its_price_rounded_up(volume_ml: int, price: int, currency: str, amount: int) -> None:
    assert amount_of(volume_ml, price, currency) == amount


@pytest.mark.parametrize(
    ("tenders", "field", "reason"),
    [
        ((cash(4999),), "tenders", "InvalidInput"),
        ((cash(5001),), "tenders[0].amount_minor", "TenderExceedsDue"),
        ((cash(3000), cash(3000)), "tenders[1].amount_minor", "TenderExceedsDue"),
        ((account(2000), cash(0, 10)), "tenders[1].given_minor", "InvalidInput"),
    ],
)
def test_a_prepayment_is_whole(tenders: Any, field: str, reason: str) -> None:
    error = refused(lambda: opened(kind=K.PRE_PAY, max_amount_minor=5000, tenders=tenders))
    assert (error.reason, error.context["field"]) == (reason, field)


@pytest.mark.parametrize(
    ("limit", "field"), [({"max_amount_minor": 5001}, "max_amount_minor"), ({"max_volume_ml": 40_000}, "max_volume_ml")]
)
def test_a_site_may_limit_prepayments(limit: dict[str, int], field: str) -> None:
    site = replace(SITE, prepay_max_minor=5000)
    too_much = wish(K.PRE_PAY, tenders=(cash(),), **limit)
    error = refused(lambda: opened_at_pump(site, too_much, "s1", ANN, PRICE))
    assert (error.reason, error.context["field"]) == ("PrepayTooHigh", field)
    fits = wish(K.PRE_PAY, tenders=(cash(),), max_amount_minor=5000)
    assert opened_at_pump(site, fits, "s1", ANN, PRICE).tendered_minor == 5000
