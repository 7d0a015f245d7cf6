from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import Conflict, InvalidInput
from pos.domain.price import (
    NEXT,
    LargePriceChange,
    LocalTimeAmbiguous,
    LocalTimeMissing,
    Price,
    PriceMissing,
    PriceSet,
    PriceSetInPast,
    PriceSetNotScheduled,
    PriceSetState,
    PriceSetStep,
    check_change,
    check_effective,
    full_list,
    instant,
    moved,
    nozzle_prices,
)
from pos.domain.site import Grade, Nozzle, Pump, Site, Tank

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
E10, DIESEL = Price("e10", "self", 1_459), Price("diesel", "self", 1_529)
SITE = Site(
    "m25-cobham",
    "M25 Cobham",
    "Europe/London",
    "GBP",
    (Grade("diesel", "Diesel"), Grade("e10", "Unleaded"), Grade("lpg", "LPG")),
    (Tank(1, "e10", 2, 1, 0), Tank(2, "diesel", 2, 1, 0)),
    (Pump(1, (Nozzle(1, "e10", 1), Nozzle(2, "diesel", 2))), Pump(2, (Nozzle(1, "diesel", 2),))),
)
ATTENDED = replace(SITE, pumps=(SITE.pumps[0], replace(SITE.pumps[1], service_level="attended")))


@pytest.mark.parametrize(
    ("prices", "field"),
    [
        ([E10, DIESEL, Price("adblue", "self", 900)], "prices[2].grade_id"),
        ([E10, DIESEL, replace(E10, service_level="full")], "prices[2].service_level"),
        ([E10, DIESEL, E10], "prices[2]"),
        ([replace(E10, unit_price_milli=0), DIESEL], "prices[0].unit_price_milli"),
        ([E10, replace(DIESEL, unit_price_milli=-1)], "prices[1].unit_price_milli"),
        ([E10, replace(DIESEL, unit_price_milli=10_000_000)], "prices[1].unit_price_milli"),
    ],
)
def test_a_wrong_price_is_refused_by_the_name_of_its_field(prices: list[Price], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        full_list(SITE, prices)
    assert refused.value.context["field"] == field


@pytest.mark.parametrize(
    ("site", "prices", "grade", "level"),
    [
        (SITE, [E10], "diesel", "self"),
        (SITE, [], "e10", "self"),
        (ATTENDED, [E10, DIESEL], "diesel", "attended"),
    ],
)
def test_every_grade_in_use_has_a_price_for_each_service_level(
    site: Site, prices: list[Price], grade: str, level: str
) -> None:
    with pytest.raises(PriceMissing) as missing:
        full_list(site, prices)
    assert (missing.value.context["grade"], missing.value.context["service_level"]) == (grade, level)


def test_a_list_of_nothing_is_refused_where_nothing_is_sold_too() -> None:
    with pytest.raises(InvalidInput) as refused:
        full_list(replace(SITE, pumps=()), [])
    assert refused.value.context["field"] == "prices"


def test_a_grade_that_no_nozzle_gives_may_have_a_price() -> None:
    assert full_list(SITE, [E10, DIESEL]) == {("e10", "self"): 1_459, ("diesel", "self"): 1_529}
    assert full_list(SITE, [E10, DIESEL, Price("lpg", "attended", 9_999_999)])[("lpg", "attended")] == 9_999_999


def test_a_nozzle_sells_at_the_price_of_its_pumps_service_level() -> None:
    prices = {("e10", "self"): 1_459, ("diesel", "self"): 1_529, ("diesel", "attended"): 1_579}
    assert nozzle_prices(ATTENDED.pump(1), prices) == {1: 1_459, 2: 1_529}
    assert nozzle_prices(ATTENDED.pump(2), prices) == {1: 1_579}
    with pytest.raises(PriceMissing):
        nozzle_prices(ATTENDED.pump(2), {("diesel", "self"): 1_529})


@pytest.mark.parametrize(("after", "large"), [(750, False), (749, True), (1_250, False), (1_251, True), (1_000, False)])
def test_a_move_of_more_than_a_quarter_is_confirmed(after: int, large: bool) -> None:
    before = {("e10", "self"): 1_000}
    check_change(before, {("e10", "self"): after, ("lpg", "self"): 1}, confirmed=large)
    if large:
        with pytest.raises(LargePriceChange) as refused:
            check_change(before, {("e10", "self"): after}, confirmed=False)
        assert (refused.value.context["before"], refused.value.context["after"]) == ("1000", str(after))


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(seconds=-1), timedelta(days=-400)])
def test_a_set_does_not_begin_in_the_past(ahead: timedelta) -> None:
    with pytest.raises(PriceSetInPast):
        check_effective(NOW + ahead, NOW)


def test_a_set_begins_within_a_year() -> None:
    check_effective(NOW + timedelta(microseconds=1), NOW)
    check_effective(NOW + timedelta(days=366), NOW)
    with pytest.raises(InvalidInput):
        check_effective(NOW + timedelta(days=366, seconds=1), NOW)


@pytest.mark.parametrize(
    ("local", "zone", "expected"),
    [
        ("2026-06-01T06:00", "Europe/London", "2026-06-01T05:00Z"),
        ("2026-12-01T06:00", "Europe/London", "2026-12-01T06:00Z"),
        ("2026-03-29T00:59:59", "Europe/London", "2026-03-29T00:59:59Z"),
        ("2026-03-29T02:00", "Europe/London", "2026-03-29T01:00Z"),
        ("2026-10-25T00:59:59", "Europe/London", "2026-10-24T23:59:59Z"),
        ("2026-10-25T02:00", "Europe/London", "2026-10-25T02:00Z"),
        ("2026-06-01T06:00", "Asia/Kolkata", "2026-06-01T00:30Z"),
    ],
)
def test_a_local_time_is_one_instant(local: str, zone: str, expected: str) -> None:
    assert instant(datetime.fromisoformat(local), zone) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("local", "zone", "error"),
    [
        ("2026-03-29T01:00", "Europe/London", LocalTimeMissing),
        ("2026-03-29T01:59:59", "Europe/London", LocalTimeMissing),
        ("2026-03-29T02:30", "Europe/Berlin", LocalTimeMissing),
        ("2026-10-25T01:00", "Europe/London", LocalTimeAmbiguous),
        ("2026-10-25T01:59:59", "Europe/London", LocalTimeAmbiguous),
        ("2026-10-25T02:30", "Europe/Berlin", LocalTimeAmbiguous),
        ("0001-01-01T00:00", "Asia/Tokyo", InvalidInput),
        ("9999-12-31T23:59", "America/Anchorage", InvalidInput),
    ],
)
def test_a_local_time_that_is_no_one_instant_is_refused(local: str, zone: str, error: type[InvalidInput]) -> None:
    with pytest.raises(error) as refused:
        instant(datetime.fromisoformat(local), zone)
    assert refused.value.context["field"] == "effective_at"


@settings(max_examples=200)
@given(
    st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-31")),
    st.sampled_from(["Europe/London", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "UTC"]),
)
def test_an_accepted_local_time_is_what_clocks_show_then(local: datetime, zone: str) -> None:
    try:
        at = instant(local, zone)
    except (LocalTimeMissing, LocalTimeAmbiguous):
        return
    assert at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


def a_set(state: PriceSetState) -> PriceSet:
    return PriceSet("m25-cobham", 1, NOW, {("e10", "self"): 1_459}, (PriceSetStep(state, NOW, "jo"),))


@pytest.mark.parametrize("before", PriceSetState)
@pytest.mark.parametrize("after", PriceSetState)
def test_states_follow_each_other_as_they_may(before: PriceSetState, after: PriceSetState) -> None:
    price_set = a_set(before)
    if after in NEXT[before]:
        changed = moved(price_set, after, NOW, "pos")
        assert (changed.state, changed.version, changed.steps[0]) == (after, 2, price_set.steps[0])
        return
    with pytest.raises(Conflict) as refused:
        moved(price_set, after, NOW, "pos")
    assert isinstance(refused.value, PriceSetNotScheduled) == (after in NEXT[PriceSetState.SCHEDULED])
