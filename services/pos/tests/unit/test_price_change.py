from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pos.domain.price import PriceSet, PriceSetState, PriceSetStep, moved
from pos.domain.price_change import (
    NO_SIGN,
    SIGN_PATIENCE,
    Progress,
    Step,
    Work,
    WorkKind,
    again,
    answered,
    next_step,
    pump_work,
    retry_after,
    shown_again,
    shown_first,
    sign_list,
    sign_work,
    unconfirmed,
)
from pos.domain.site import Grade, Nozzle, Pump, Site, Tank

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
SITE = Site(
    "m25-cobham",
    "M25 Cobham",
    "Europe/London",
    "GBP",
    (Grade("diesel", "Diesel"), Grade("e10", "Unleaded")),
    (Tank(1, "e10", 2, 1, 0), Tank(2, "diesel", 2, 1, 0)),
    (Pump(1, (Nozzle(1, "e10", 1), Nozzle(2, "diesel", 2))), Pump(2, (Nozzle(1, "diesel", 2),)), Pump(3, ())),
    version=4,
)
PRICES = {("e10", "self"): 1_459, ("diesel", "self"): 1_529}
GRADES = st.sampled_from(["e10", "diesel", "lpg", "adblue"])
LEVELS = st.sampled_from(["self", "attended"])
PRICE_LISTS = st.dictionaries(st.tuples(GRADES, LEVELS), st.integers(1, 99_999), min_size=1)


def a_set(number: int, state: PriceSetState, **changes: object) -> PriceSet:
    price_set = PriceSet("m25-cobham", number, NOW, PRICES, (PriceSetStep(state, NOW, "jo"),), site_version=4)
    return replace(price_set, **changes)  # type: ignore[arg-type]


def a_pump(number: int = 1, **changes: object) -> Work:
    work = Work("m25-cobham", WorkKind.PUMP, number, 1, {"1": 1_459}, round=1, attempts=1, due_at=NOW)
    return replace(work, **changes)  # type: ignore[arg-type]


def a_sign(**changes: object) -> Work:
    work = Work("m25-cobham", WorkKind.SIGN, 0, 2, {"e10": 1_459}, round=1, attempts=1, due_at=NOW)
    return replace(work, **changes)  # type: ignore[arg-type]


SENDING = a_set(2, PriceSetState.SENDING)
IN_FORCE = a_set(1, PriceSetState.IN_FORCE, tried_at=NOW)
DUE = a_set(3, PriceSetState.SCHEDULED)


def test_a_sign_shows_the_self_service_price_where_there_is_one() -> None:
    prices = {("e10", "self"): 1_459, ("e10", "attended"): 1_509, ("lpg", "attended"): 900}
    assert sign_list(prices) == {"e10": 1_459, "lpg": 900}
    assert sign_list(dict(reversed(prices.items()))) == {"e10": 1_459, "lpg": 900}


@pytest.mark.parametrize(
    ("after", "first"),
    [
        ({("e10", "self"): 1_469, ("diesel", "self"): 1_529}, {"e10": 1_469, "diesel": 1_529}),
        ({("e10", "self"): 1_469, ("diesel", "self"): 1_499}, {"e10": 1_469, "diesel": 1_529}),
        ({("e10", "self"): 1_449, ("diesel", "self"): 1_499}, None),
        ({("e10", "self"): 1_459, ("diesel", "self"): 1_529}, None),
        ({("e10", "self"): 1_459, ("diesel", "self"): 1_529, ("lpg", "self"): 900}, None),
        ({("e10", "self"): 1_469}, {"e10": 1_469, "diesel": 1_529}),
        ({**PRICES, ("e10", "attended"): 9_999}, None),
    ],
)
def test_what_rises_is_shown_first(after: dict[tuple[str, str], int], first: dict[str, int] | None) -> None:
    assert shown_first(PRICES, after) == first


@settings(max_examples=200)
@given(PRICE_LISTS, PRICE_LISTS)
def test_the_sign_never_shows_less_than_a_pump_takes(
    before: dict[tuple[str, str], int], after: dict[tuple[str, str], int]
) -> None:
    """While pumps are switched one after the other, some have the old price and some the new one."""
    old, new = sign_list(before), sign_list(after)
    shown = shown_first(before, after) or old
    assert all(shown[grade] >= max(old[grade], new.get(grade, 0)) for grade in old)
    assert set(shown) == set(old)


@pytest.mark.parametrize(
    ("progress", "step"),
    [
        (Progress(SITE), None),
        (Progress(SITE, due=(DUE,)), Step.BEGIN),
        (Progress(SITE, IN_FORCE, due=(DUE,)), Step.BEGIN),
        (Progress(SITE, IN_FORCE, SENDING, due=(DUE,)), Step.SWITCH),
        (Progress(SITE, sending=SENDING), Step.SWITCH),
        (Progress(SITE, IN_FORCE, SENDING, sign=a_sign(price_set=1)), Step.SWITCH),
        (Progress(SITE, IN_FORCE, SENDING, sign=a_sign()), None),
        (Progress(SITE, IN_FORCE, SENDING, sign=a_sign(reason="no_answer")), None),
        (Progress(SITE, IN_FORCE, SENDING, sign=a_sign(reason=NO_SIGN)), Step.SWITCH),
        (Progress(SITE, IN_FORCE, SENDING, sign=a_sign(confirmed_at=NOW)), Step.SWITCH),
        (Progress(SITE, IN_FORCE), None),
        (Progress(replace(SITE, version=5), IN_FORCE), Step.RENEW),
        (Progress(SITE, replace(IN_FORCE, tried_at=None), pumps=(a_pump(),)), None),
        (Progress(SITE, replace(IN_FORCE, tried_at=None), pumps=(a_pump(reason="no_answer"),)), Step.SHOW),
        (Progress(SITE, replace(IN_FORCE, tried_at=None), pumps=(a_pump(confirmed_at=NOW), a_pump(2))), None),
        (Progress(SITE, replace(IN_FORCE, tried_at=None)), Step.SHOW),
    ],
)
def test_the_next_step(progress: Progress, step: Step | None) -> None:
    assert next_step(progress, NOW) == step


def test_pumps_wait_a_minute_for_the_sign() -> None:
    progress = Progress(SITE, IN_FORCE, SENDING, sign=a_sign(reason="no_answer"))
    assert next_step(progress, NOW + SIGN_PATIENCE - timedelta(microseconds=1)) is None
    assert next_step(progress, NOW + SIGN_PATIENCE) is Step.SWITCH


def test_each_pump_with_a_nozzle_gets_its_own_prices() -> None:
    works = pump_work(SITE, IN_FORCE, (), NOW)
    assert [(work.pump, work.prices) for work in works] == [(1, {"1": 1_459, "2": 1_529}), (2, {"1": 1_529})]
    assert all(work.round == 1 and work.due_at == NOW and not work.tried for work in works)
    assert unconfirmed(works) == [1, 2]


def test_a_pump_that_keeps_set_and_prices_keeps_its_confirmation() -> None:
    first, second = (answered(replace(work, attempts=1), "", NOW) for work in pump_work(SITE, IN_FORCE, (), NOW))
    assert pump_work(SITE, IN_FORCE, (first, second), LATER) == (first, second)
    moved_nozzle = replace(SITE, pumps=(SITE.pumps[0], Pump(2, (Nozzle(1, "e10", 1),))))
    kept, changed = pump_work(moved_nozzle, IN_FORCE, (first, second), LATER)
    assert kept == first
    assert (changed.prices, changed.round, changed.confirmed, changed.due_at) == ({"1": 1_459}, 2, False, LATER)


def test_another_set_is_another_round_also_at_the_same_prices() -> None:
    first = answered(a_pump(prices={"1": 1_459, "2": 1_529}, closed=True), "", NOW)
    work = pump_work(SITE, a_set(2, PriceSetState.IN_FORCE), (first,), LATER)[0]
    assert (work.price_set, work.round, work.attempts, work.confirmed, work.closed) == (2, 2, 0, False, True)


def test_a_pump_with_a_grade_that_has_no_price_gets_none() -> None:
    works = pump_work(SITE, a_set(1, PriceSetState.IN_FORCE, prices={("diesel", "self"): 1_529}), (), NOW)
    assert [work.prices for work in works] == [None, {"1": 1_529}]


def test_a_sign_that_shows_it_is_left_alone() -> None:
    shown = answered(a_sign(), "", NOW)
    assert (shown.shown, shown.shown_at, shown.due_at) == ({"e10": 1_459}, NOW, None)
    assert sign_work(shown, SENDING, {"e10": 1_459}, LATER) == shown
    other = sign_work(shown, SENDING, {"e10": 1_469}, LATER)
    assert (other.round, other.confirmed, other.shown, other.due_at) == (2, False, {"e10": 1_459}, LATER)
    assert sign_work(None, SENDING, {"e10": 1_469}, NOW).round == 1


def test_what_fails_is_tried_again_ever_later() -> None:
    waits = [retry_after(attempts).total_seconds() for attempts in range(1, 10)]
    assert waits == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert retry_after(10**9).total_seconds() == 300
    failed = answered(a_pump(attempts=3), "no_answer", NOW)
    assert (failed.reason, failed.due_at, failed.tried) == ("no_answer", NOW + timedelta(seconds=20), True)


def test_a_confirmed_pump_that_is_closed_is_still_to_be_opened() -> None:
    assert answered(a_pump(reason="no_answer"), "", NOW).due_at is None
    assert answered(a_pump(closed=True), "", NOW).due_at == NOW + timedelta(seconds=5)


def test_where_there_is_no_sign_it_is_not_tried_again() -> None:
    assert answered(a_sign(), NO_SIGN, NOW).due_at is None
    assert answered(a_pump(), NO_SIGN, NOW).due_at is not None


def test_sending_again_is_a_new_round() -> None:
    work = again(a_pump(attempts=7, reason="no_answer", closed=True), LATER)
    assert (work.round, work.attempts, work.due_at, work.reason, work.closed) == (2, 0, LATER, "no_answer", True)
    sign = shown_again(answered(a_sign(), "", NOW), LATER)
    assert (sign.round, sign.due_at, sign.confirmed) == (2, LATER, True)
    assert not answered(sign, "no_answer", LATER).confirmed


@settings(max_examples=100)
@given(st.lists(st.sampled_from([PriceSetState.SENDING, PriceSetState.IN_FORCE, PriceSetState.SUPERSEDED])))
def test_a_set_is_where_its_last_step_was(states: list[PriceSetState]) -> None:
    price_set = a_set(1, PriceSetState.SCHEDULED)
    order = [PriceSetState.SENDING, PriceSetState.IN_FORCE, PriceSetState.SUPERSEDED][: len(states)]
    for i, state in enumerate(order):
        price_set = moved(price_set, state, NOW + timedelta(seconds=i), "pos")
        assert price_set.since(state) == NOW + timedelta(seconds=i)
    assert price_set.version == 1 + len(order)
