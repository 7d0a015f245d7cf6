from datetime import UTC, datetime, time, timedelta

import pytest
from alerts.domain.conditions import Severity
from alerts.domain.quiet_hours import MOST, QuietHours, told_at
from alerts.domain.rules.document import Day, Hours
from hypothesis import given, settings
from hypothesis import strategies as st

from .on_call_samples import LONDON, local

NIGHT = QuietHours(hours=Hours(start=time(22), end=time(7)))
SUNDAY = QuietHours(hours=Hours(days=(Day.SUN,), start=time(7), end=time(7)), up_to=Severity.INFO)
ALWAYS = QuietHours(hours=Hours(start=time(0), end=time(0)), up_to=Severity.CRITICAL)


@pytest.mark.parametrize(
    ("said", "severity", "told"),
    [
        ("2026-06-01 21:59", Severity.WARNING, "2026-06-01 21:59"),
        ("2026-06-01 22:00", Severity.WARNING, "2026-06-02 07:00"),
        ("2026-06-02 03:00", Severity.INFO, "2026-06-02 07:00"),
        ("2026-06-02 03:00", Severity.CRITICAL, "2026-06-02 03:00"),
        ("2026-06-02 07:00", Severity.WARNING, "2026-06-02 07:00"),
        # The clocks go back in that night: seven o'clock is seven o'clock.
        ("2026-10-25 00:30", Severity.WARNING, "2026-10-25 07:00"),
        # Saturday's night, then the whole of Sunday, then Sunday's night.
        ("2026-06-06 23:00", Severity.INFO, "2026-06-08 07:00"),
        ("2026-06-06 23:00", Severity.WARNING, "2026-06-07 07:00"),
    ],
)
def test_it_is_told_at_once_or_when_the_quiet_hours_are_over(said: str, severity: Severity, told: str) -> None:
    assert told_at([NIGHT, SUNDAY], LONDON, severity, local(said)) == local(told)


def test_without_quiet_hours_it_is_told_at_once() -> None:
    assert told_at([], LONDON, Severity.INFO, local("2026-06-01 03:00")) == local("2026-06-01 03:00")


def test_nobody_is_left_alone_for_ever() -> None:
    said = local("2026-06-01 12:00")
    assert said < told_at([ALWAYS], LONDON, Severity.CRITICAL, said) <= said + timedelta(days=MOST + 1)


hours = st.builds(
    lambda days, start, end: Hours(days=tuple(days), start=start, end=end),
    st.sets(st.sampled_from(Day), min_size=1, max_size=5),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)


@settings(max_examples=100)
@given(hours, st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.sampled_from(Severity))  # noqa: DTZ001
def test_it_is_never_told_before_it_is_said_nor_within_the_hours(
    window: Hours, moment: datetime, up_to: Severity
) -> None:
    said, quiet = moment.replace(tzinfo=UTC), [QuietHours(hours=window, up_to=up_to)]
    told = told_at(quiet, LONDON, up_to, said)
    assert said <= told <= said + timedelta(days=MOST + 1)
    assert told_at(quiet, LONDON, up_to, told) == told
