"""Alarms that come and go, without a database."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from alerts.domain.chatter import QUIET, calm
from alerts.domain.conditions import Alert, Change, Condition, Severity, State, position
from alerts.domain.history import History
from alerts.domain.journal import What, quiet, what
from hypothesis import given, settings
from hypothesis import strategies as st

START = datetime(2026, 11, 1, tzinfo=UTC)
LEAK = Condition("device_alarm:m25-cobham:tank/1:leak", "m25-cobham", "device_alarm", "tank/1")


def change(second: int, *, active: bool) -> Change:
    time = START + timedelta(seconds=second)
    return Change(LEAK, position(second, active=active), active, time, Severity.WARNING, "leak")


@dataclass
class Told:
    """A history, and the steps of its alerts."""

    history: History = field(default_factory=History)
    steps: list[What] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)

    def take(self, second: int, *, active: bool) -> None:
        known = {alert.alert_id: alert for alert in self.history.alerts}
        for step in self.history.take(change(second, active=active), f"alert-{second}") or []:
            said = what(known.get(step.alert_id), step)
            known[step.alert_id] = step
            self.steps.append(said)
            if said in (What.RAISED, What.RERAISED) and not quiet(said, step):
                self.calls.append(second)

    def release(self, second: int) -> None:
        now = START + timedelta(seconds=second)
        self.history.put([ended for alert in self.history.alerts if (ended := calm(alert, now))])

    @property
    def open_alerts(self) -> list[Alert]:
        return [alert for alert in self.history.alerts if alert.is_open]


def told(*seconds: int) -> Told:
    """It came and went in turn at these times."""
    told = Told()
    for index, second in enumerate(seconds):
        told.take(second, active=index % 2 == 0)
    return told


@pytest.mark.parametrize(
    ("seconds", "occurrences", "chattering"),
    [
        ((0, 10), [1], False),
        ((0, 10, 20, 30), [1, 2], False),
        ((0, 10, 20, 30, 40, 50), [1, 2, 3], True),
        ((0, 10, 20, 30, 40, 50, 60, 70), [1, 2, 4], True),
        ((0, 10, 400, 410, 800, 810), [1, 2, 3], False),
        ((0, 10, 2_000, 2_010), [1, 1], False),
    ],
)
def test_three_times_within_ten_minutes_chatter(
    seconds: tuple[int, ...], occurrences: list[int], chattering: bool
) -> None:
    alerts = told(*seconds).history.alerts
    assert [alert.occurrences for alert in alerts] == occurrences
    assert alerts[-1].chattering is chattering
    assert [alert.is_open for alert in alerts] == [False] * (len(alerts) - 1) + [chattering]


def test_an_alert_before_is_named_when_it_was_shortly_before() -> None:
    first, second = told(0, 10, 20, 30).history.alerts
    assert (first.previous_alert_id, second.previous_alert_id) == ("", first.alert_id)


def test_each_step_of_a_chattering_alert_says_what_it_was() -> None:
    assert told(0, 10, 20, 30, 40, 50, 60, 70).steps == [
        What.RAISED, What.RESOLVED, What.RAISED, What.RESOLVED, What.RAISED, What.CLEARED, What.RERAISED, What.CLEARED,
    ]  # fmt: skip


def test_a_late_change_within_a_held_alert_is_one_of_its_occurrences() -> None:
    late = told(0, 10, 20, 30, 40, 50, 80, 90)
    late.take(60, active=True)
    late.take(70, active=False)
    late.take(45, active=False)
    (alert,) = late.open_alerts
    assert (alert.raised_at, alert.cleared_at) == (START + timedelta(seconds=40), START + timedelta(seconds=90))


flapping = st.lists(st.integers(1, 400), min_size=1, max_size=60)


@settings(max_examples=150)
@given(flapping)
def test_however_it_flaps_one_alert_is_open_and_few_calls_are_made(pauses: list[int]) -> None:
    """While it is active an alert is open; when it was quiet none is. Never more than three calls in ten minutes."""
    story, second, active = Told(), 0, False
    for pause in pauses:
        second, active = second + pause, not active
        story.release(second)
        story.take(second, active=active)
        assert len(story.open_alerts) <= 1
        assert not active or story.open_alerts
    assert all(later - first >= 600 for first, later in zip(story.calls, story.calls[3:], strict=False))
    story.release(second + int(QUIET.total_seconds()))
    assert bool(story.open_alerts) == active


@settings(max_examples=150)
@given(flapping.flatmap(lambda pauses: st.permutations(list(enumerate(pauses)))))
def test_in_any_order_at_most_one_alert_is_open_and_versions_count_up(arrivals: list[tuple[int, int]]) -> None:
    story, versions = Told(), dict[str, int]()
    for index, pause in arrivals:
        for step in story.history.take(change(index * 400 + pause, active=index % 2 == 0), f"alert-{index}") or []:
            assert step.version == versions.get(step.alert_id, 0) + 1
            versions[step.alert_id] = step.version
        assert len(story.open_alerts) <= 1
    assert all(alert.state is not State.RESOLVED or alert.resolved_at for alert in story.history.alerts)
