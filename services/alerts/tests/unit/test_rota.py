from datetime import UTC, datetime, timedelta

import pytest
from alerts.domain.rota import StandIn, check_span, duties, duty_at
from hypothesis import given, settings
from hypothesis import strategies as st
from motorway_kit.errors import InvalidInput

from .on_call_samples import a_rota, local, stand_in


@pytest.mark.parametrize(
    ("at", "who"),
    [
        ("2026-03-02 09:00", "anna"),
        ("2026-03-09 08:59", "anna"),
        ("2026-03-09 09:00", "ben"),
        ("2026-03-22 12:00", "cleo"),
        ("2026-03-23 09:00", "anna"),
        # The clocks went forward on the 29th: the handover is still at nine.
        ("2026-03-30 08:59", "anna"),
        ("2026-03-30 09:00", "ben"),
        ("2026-02-01 12:00", "anna"),
    ],
)
def test_members_take_turns_that_change_at_the_handover(at: str, who: str) -> None:
    assert duty_at(a_rota(), [], local(at)).recipient == who


def test_a_turn_says_when_it_began_and_ends() -> None:
    duty = duty_at(a_rota(), [], local("2026-03-25 12:00"))
    assert (duty.starts_at, duty.ends_at) == (local("2026-03-23 09:00"), local("2026-03-30 09:00"))


def test_the_latest_stand_in_counts_and_then_the_turn_goes_on() -> None:
    week = stand_in("cleo", "2026-03-03 00:00", "2026-03-08 00:00", 1)
    evening = stand_in("ben", "2026-03-04 18:00", "2026-03-04 22:00", 2)
    plan = duties(a_rota(), [week, evening], local("2026-03-02 09:00"), local("2026-03-09 09:00"))
    assert [(duty.recipient, duty.starts_at) for duty in plan] == [
        ("anna", local("2026-03-02 09:00")),
        ("cleo", local("2026-03-03 00:00")),
        ("ben", local("2026-03-04 18:00")),
        ("cleo", local("2026-03-04 22:00")),
        ("anna", local("2026-03-08 00:00")),
    ]


@pytest.mark.parametrize("end", ["2026-03-02 09:00", "2027-03-04 09:00"])
def test_a_plan_is_of_a_year_at_most(end: str) -> None:
    with pytest.raises(InvalidInput):
        list(duties(a_rota(), [], local("2026-03-02 09:00"), local(end)))


def test_a_stand_in_ends_after_it_begins() -> None:
    with pytest.raises(InvalidInput) as caught:
        check_span(stand_in("ben", "2026-03-04 18:00", "2026-03-04 18:00"))
    assert caught.value.context["field"] == "ends_at"


START = datetime(2026, 3, 20, tzinfo=UTC)
spans = st.tuples(st.integers(0, 400), st.integers(1, 100), st.sampled_from(["anna", "ben", "cleo"]))


@settings(max_examples=60)
@given(st.lists(spans, max_size=5), st.integers(1, 20), st.integers(0, 500))
def test_the_plan_has_no_gap_and_says_what_is_said_at_every_moment(
    said: list[tuple[int, int, str]], turn_days: int, hour: int
) -> None:
    rota = a_rota(turn_days=turn_days)
    overrides = [
        StandIn(f"o{n}", who, START + timedelta(hours=h), START + timedelta(hours=h + length), "", "", START)
        for n, (h, length, who) in enumerate(said)
    ]
    plan = list(duties(rota, overrides, START, START + timedelta(hours=501)))
    assert [duty.ends_at for duty in plan[:-1]] == [duty.starts_at for duty in plan[1:]]
    assert (plan[0].starts_at, plan[-1].ends_at) == (START, START + timedelta(hours=501))
    at = START + timedelta(hours=hour)
    (there,) = [duty for duty in plan if duty.starts_at <= at < duty.ends_at]
    assert there.recipient == duty_at(rota, overrides, at).recipient
