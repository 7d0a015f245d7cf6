from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput
from pos.domain.business_day import Day, DayNotOver, business_day, due_days, parse_day, require_over, until
from pos.domain.discrepancy import (
    AGREES,
    DiscrepancyAlreadyResolved,
    differences,
    number_of,
    resolved,
    vanished,
)
from pos.domain.meters import DiscrepancyState, NozzleCheck
from pos.domain.sale import Clearing
from pos.domain.settlement import Fuelled, Ledger, Settlement, Stock, settled
from pos.domain.site import Grade, Nozzle, Pump, Site, Tank

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = Day(date(2026, 6, 1), NOON, NOON + timedelta(days=1))
SITE = Site(
    "m25-cobham", "Cobham", "Europe/London", "GBP", (Grade("diesel", "D"), Grade("e10", "E"), Grade("mid", "M")),
    (Tank(1, "e10", 10**8, 10**8, 0), Tank(2, "diesel", 10**8, 10**8, 0)),
    (Pump(1, (Nozzle(1, "e10", 1), Nozzle(2, "diesel", 2), Nozzle(3, "mid", 1, 2, 400))),),
)  # fmt: skip
ZONES = ["Europe/London", "America/New_York", "Asia/Beirut", "Africa/Cairo", "America/Havana", "Australia/Lord_Howe"]
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def sale(nozzle: int, grade_id: str, clearing: Clearing | None, volume_ml: int, sold_ml: int | None = None) -> Fuelled:
    sold = volume_ml if sold_ml is None else sold_ml
    return Fuelled(1, nozzle, grade_id, clearing, 1, volume_ml, volume_ml // 5, sold, sold // 5)


def a_ledger(*, gap_ml: int = 0) -> Ledger:
    fuelled = [
        sale(1, "e10", Clearing.PAID, 20_000),
        sale(1, "e10", Clearing.PUMP_TEST, 5_000),
        sale(1, "e10", None, 10_000),
        sale(3, "mid", Clearing.DRIVE_OFF, 10_000),
    ]
    checks = [NozzleCheck(1, 1, 1_000, 36_000 + gap_ml, 35_000, 3), NozzleCheck(1, 3, 0, 10_000, 10_000, 1)]
    return Ledger(checks, fuelled, {1: 5_000})


def a_settlement(ledger: Ledger | None = None) -> Settlement:
    stocks = {1: Stock(100_000, 64_000), 2: Stock(50_000, None)}
    return settled(SITE, DAY, ledger or a_ledger(), stocks)


def test_each_nozzle_has_its_meter_beside_its_fuellings_and_tickets() -> None:
    first, idle, blend = a_settlement().nozzles
    assert (first.meter_ml, first.fuelled_ml, first.difference_ml, first.fuellings) == (35_000, 35_000, 0, 3)
    assert [(each.clearing, each.volume_ml) for each in first.sold] == [
        (None, 10_000),
        (Clearing.PAID, 20_000),
        (Clearing.PUMP_TEST, 5_000),
    ]
    assert (first.unsold_ml, first.unsold_minor) == (0, 0)
    assert (idle.grade_id, idle.start_ml, idle.difference_ml) == ("diesel", None, 0)
    assert (blend.grade_id, blend.fuelled_ml) == ("mid", 10_000)


def test_a_day_is_balanced_when_meters_fuellings_and_tickets_agree() -> None:
    assert a_settlement().balanced
    assert not a_settlement(a_ledger(gap_ml=7)).balanced
    lost = replace(a_ledger(), fuelled=[*a_ledger().fuelled[:3], sale(3, "mid", Clearing.PAID, 10_000, sold_ml=0)])
    (row,) = [row for row in a_settlement(lost).nozzles if row.unsold_ml]
    assert (row.nozzle, row.unsold_ml, row.unsold_minor) == (3, 10_000, 2_000)
    assert not a_settlement(lost).balanced


def test_grades_are_the_sums_of_their_nozzles() -> None:
    grades = {row.grade_id: row for row in a_settlement().grades}
    assert set(grades) == {"diesel", "e10", "mid"}
    assert (grades["e10"].fuelled_ml, grades["e10"].meter_ml, grades["e10"].fuellings) == (35_000, 35_000, 3)


def test_tanks_show_what_nothing_explains() -> None:
    """Drawn 35 l and six tenths of the blend's 10 l, 5 l put back by the pump test: 36 l less, as measured."""
    e10, diesel = a_settlement().tanks
    assert (e10.drawn_ml, e10.returned_ml, e10.change_ml, e10.unexplained_ml) == (41_000, 5_000, -36_000, 0)
    assert (diesel.drawn_ml, diesel.opening_ml, diesel.closing_ml, diesel.unexplained_ml) == (4_000, 50_000, None, None)


def test_a_delivery_shows_as_a_rise() -> None:
    stocks = {1: Stock(100_000, 64_000 + 30_000_000)}
    assert settled(SITE, DAY, a_ledger(), stocks).tanks[0].unexplained_ml == 30_000_000


def test_a_nozzle_that_is_no_more_is_settled_by_its_fuellings() -> None:
    gone = Ledger([NozzleCheck(9, 1, 0, 5, 5, 1)], [Fuelled(9, 1, "lpg", Clearing.PAID, 1, 5, 1, 5, 1)], {})
    row = a_settlement(gone).nozzles[-1]
    assert (row.pump, row.grade_id, row.difference_ml) == (9, "lpg", 0)
    assert all(tank.drawn_ml == 0 for tank in a_settlement(gone).tanks)


@given(st.lists(st.tuples(st.sampled_from([1, 2, 3]), st.integers(0, 10**7)), max_size=20))
@settings(max_examples=100)
def test_what_nozzles_delivered_is_what_tanks_gave(deliveries: list[tuple[int, int]]) -> None:
    fuelled = [sale(nozzle, "e10", Clearing.PAID, volume_ml) for nozzle, volume_ml in deliveries]
    settlement = settled(SITE, DAY, Ledger([], fuelled, {}), {})
    delivered = sum(volume_ml for _, volume_ml in deliveries)
    assert sum(tank.drawn_ml for tank in settlement.tanks) == delivered
    assert sum(row.fuelled_ml for row in settlement.nozzles) == delivered
    assert sum(row.fuelled_ml for row in settlement.grades) == delivered


def test_each_nozzle_that_differs_is_a_discrepancy_of_the_day() -> None:
    found = differences(a_settlement(a_ledger(gap_ml=7)), iter("abc"), NOON)
    assert [(one.discrepancy_id, one.nozzle, one.expected, one.found) for one in found] == [("a", 1, 35_007, 35_000)]
    assert (found[0].sequence, found[0].kind, found[0].unit) == (20_260_601, "settlement", "ml")
    assert number_of(date(2026, 12, 31)) == 20_261_231
    assert differences(a_settlement(), iter("abc"), NOON) == ()


def test_what_a_later_settlement_does_not_find_is_resolved() -> None:
    (one,) = differences(a_settlement(a_ledger(gap_ml=7)), iter("a"), NOON)
    assert vanished([one], [one], NOON) == ()
    (gone,) = vanished([one], [], NOON)
    assert (gone.state, gone.resolution, gone.resolved_by) == (DiscrepancyState.RESOLVED, AGREES, "pos")


def test_a_discrepancy_is_resolved_once() -> None:
    (one,) = differences(a_settlement(a_ledger(gap_ml=7)), iter("a"), NOON)
    done = resolved(one, "calibration can", "sue", NOON)
    assert resolved(done, "calibration can", "bob", NOON + timedelta(1)) is done
    with pytest.raises(DiscrepancyAlreadyResolved):
        resolved(done, "something else", "bob", NOON)
    for wrong in ("", " ", "x" * 501, "a\nb"):
        with pytest.raises(InvalidInput):
            resolved(one, wrong, "sue", NOON)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 6, 1), 24), (date(2026, 10, 25), 25)])
def test_a_day_has_the_hours_that_its_clocks_give_it(day: date, hours: int) -> None:
    span = business_day(day, "Europe/London")
    assert span.end - span.start == timedelta(hours=hours)


@given(days, st.sampled_from(ZONES), st.integers(0, 999))
@settings(max_examples=200)
def test_every_moment_belongs_to_the_one_day_that_the_clock_there_shows(day: date, zone: str, share: int) -> None:
    span = business_day(day, zone)
    moment = span.start + (span.end - span.start) * share / 1_000
    assert moment.astimezone(ZoneInfo(zone)).date() == day


@pytest.mark.parametrize("zone", ZONES)
def test_days_follow_each_other_without_a_gap_wherever_clocks_change(zone: str) -> None:
    """Also where they change at midnight."""
    shown, moment = ZoneInfo(zone), timedelta(microseconds=1)
    for number in range(1_000):
        day = date(2024, 1, 1) + timedelta(days=number)
        span = business_day(day, zone)
        assert span.end == business_day(day + timedelta(days=1), zone).start
        assert timedelta(hours=22) < span.end - span.start < timedelta(hours=26)
        assert {at.astimezone(shown).date() for at in (span.start, span.end - moment)} == {day}


@pytest.mark.parametrize("text", ["", "2026-6-1", "20260601", "2026-02-30", "2026-W23-1", "1026-01-01", "2026-06-01 "])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_day(text)
    assert refused.value.context["field"] == "day"


def test_a_day_is_settled_for_good_when_it_is_over() -> None:
    assert require_over(DAY, DAY.end) is DAY
    with pytest.raises(DayNotOver):
        require_over(DAY, DAY.end - timedelta(seconds=1))
    assert until(DAY, DAY.start + timedelta(hours=1)).end == DAY.start + timedelta(hours=1)
    assert until(DAY, DAY.end + timedelta(days=9)) == DAY
    with pytest.raises(InvalidInput):
        until(DAY, DAY.start)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, datetime(2026, 6, 2, 1, 59, tzinfo=UTC), [date(2026, 5, 31)]),
        (None, datetime(2026, 6, 2, 2, 0, tzinfo=UTC), [date(2026, 6, 1)]),  # 03:00 in London
        (date(2026, 5, 31), datetime(2026, 6, 2, 1, 59, tzinfo=UTC), []),
        (date(2026, 6, 1), datetime(2026, 6, 2, 23, 0, tzinfo=UTC), []),
        (date(2026, 5, 29), datetime(2026, 6, 2, 12, tzinfo=UTC), [date(2026, 5, 30), date(2026, 5, 31), DAY.day]),
    ],
)
def test_a_day_is_due_at_three_the_night_after(last: date | None, now: datetime, due: list[date]) -> None:
    assert list(due_days(last, now, "Europe/London")) == due


def test_after_a_long_pause_the_last_week_is_caught_up() -> None:
    due = due_days(date(2026, 1, 1), NOON, "Europe/London")
    assert (len(due), due[0], due[-1]) == (7, date(2026, 5, 25), date(2026, 5, 31))
