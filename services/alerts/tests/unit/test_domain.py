from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby

import pytest
from alerts.domain.conditions import (
    Alert,
    AlertAlreadyResolved,
    Around,
    Change,
    Condition,
    Severity,
    State,
    acknowledge,
    follow,
    position,
    resolved_by_hand,
)
from hypothesis import given
from hypothesis import strategies as st

START = datetime(2026, 11, 1, tzinfo=UTC)
WATER = Condition("device_alarm:m25-cobham:tank/1:high_water", "m25-cobham", "device_alarm", "tank/1")


def a_change(second: int, *, active: bool, severity: Severity = Severity.WARNING, text: str = "water") -> Change:
    return Change(WATER, position(second, active=active), active, START + timedelta(seconds=second), severity, text)


def raised(second: int) -> Change:
    return a_change(second, active=True)


def cleared(second: int) -> Change:
    return a_change(second, active=False)


class Memory:
    """What the database does for one condition."""

    def __init__(self) -> None:
        self.changes: dict[int, Change] = {}
        self.alerts: dict[str, Alert] = {}
        self.steps: list[Alert] = []

    def record(self, change: Change) -> None:
        if change.position in self.changes:
            return
        around = self.around(change.position)
        self.changes[change.position] = change
        steps = follow(change, around, f"alert-{len(self.alerts)}")
        self.steps += steps
        self.alerts |= {alert.alert_id: alert for alert in steps}
        assert sum(alert.state is not State.RESOLVED for alert in self.alerts.values()) <= 1

    def around(self, place: int) -> Around:
        before = max((p for p in self.changes if p < place), default=None)
        after = min((p for p in self.changes if p > place), default=None)
        around = Around(
            None if before is None else self.changes[before], None if after is None else self.changes[after]
        )
        if around.row is None:
            return around
        row = around.row.position
        rows = [alert for alert in self.alerts.values() if alert.raised_position <= row]
        return replace(around, alert=max(rows, key=lambda alert: alert.raised_position, default=None))

    def newest(self) -> Change:
        return self.changes[max(self.changes)]

    def facts(self) -> list[Alert]:
        """The alerts without what depends on the order of arrival."""
        alerts = sorted(self.alerts.values(), key=lambda alert: alert.raised_position)
        return [replace(alert, alert_id="", version=0) for alert in alerts]


def alerts_in_order(changes: list[Change]) -> list[Alert]:
    """What a reader of the whole history says."""
    alerts: list[Alert] = []
    for active, row in groupby(sorted(changes, key=lambda change: change.position), key=lambda change: change.active):
        first, *others = row
        if active:
            last = others[-1] if others else first
            alerts.append(
                Alert("", WATER, last.severity, State.RAISED, last.text, first.time, first.position, version=0)
            )
        elif alerts:
            alerts[-1] = replace(alerts[-1], state=State.RESOLVED, resolved_at=first.time)
    return alerts


histories = st.dictionaries(
    st.integers(1, 30),
    st.tuples(st.booleans(), st.sampled_from(Severity), st.sampled_from(["water", "much water"])),
    max_size=12,
).map(
    lambda history: [
        a_change(second, active=active, severity=severity, text=text)
        for second, (active, severity, text) in history.items()
    ]
)


@given(histories.flatmap(lambda history: st.permutations(history + history)))
def test_changes_in_any_order_and_twice_end_in_the_same_alerts(arrivals: list[Change]) -> None:
    memory = Memory()
    for change in arrivals:
        memory.record(change)
    assert memory.facts() == alerts_in_order(list(memory.changes.values()))


@given(histories.flatmap(lambda history: st.permutations(history + history)))
def test_every_step_of_an_alert_has_the_next_version(arrivals: list[Change]) -> None:
    memory = Memory()
    for change in arrivals:
        memory.record(change)
    for alert_id in memory.alerts:
        versions = [step.version for step in memory.steps if step.alert_id == alert_id]
        assert versions == list(range(1, len(versions) + 1))


@given(
    st.lists(st.one_of(histories.map(lambda changes: changes[:1]), st.sampled_from(["ack", "resolve"])), max_size=20)
)
def test_whatever_people_do_at_most_one_alert_is_open(steps: list[list[Change] | str]) -> None:
    memory = Memory()
    for step in steps:
        is_open = [alert for alert in memory.alerts.values() if alert.state is not State.RESOLVED]
        if isinstance(step, list):
            for change in step:
                memory.record(change)
        elif is_open and step == "ack":
            memory.alerts[is_open[0].alert_id] = acknowledge(is_open[0], "ann", START)
        elif is_open:
            memory.record(resolved_by_hand(is_open[0], memory.newest(), "ann", START))
            assert memory.alerts[is_open[0].alert_id].state is State.RESOLVED


@pytest.mark.parametrize(
    ("arrivals", "states"),
    [
        ([raised(1)], ["RAISED"]),
        ([raised(1), raised(1)], ["RAISED"]),
        ([raised(1), raised(2)], ["RAISED"]),
        ([raised(1), cleared(2)], ["RESOLVED"]),
        ([cleared(2), raised(1)], ["RESOLVED"]),
        ([cleared(1)], []),
        ([raised(1), cleared(2), raised(3)], ["RESOLVED", "RAISED"]),
        ([raised(3), raised(1), cleared(2)], ["RESOLVED", "RAISED"]),
        ([raised(1), raised(3), cleared(4), cleared(2)], ["RESOLVED", "RESOLVED"]),
        ([raised(2), cleared(2)], ["RESOLVED"]),
    ],
)
def test_a_row_of_active_changes_is_one_alert(arrivals: list[Change], states: list[str]) -> None:
    memory = Memory()
    for change in arrivals:
        memory.record(change)
    assert [alert.state for alert in memory.facts()] == states


def test_an_alert_that_came_after_its_end_is_told_of_from_its_beginning() -> None:
    memory = Memory()
    memory.record(cleared(2))
    memory.record(raised(1))
    assert [step.state for step in memory.steps] == [State.RAISED, State.RESOLVED]


def test_a_graver_repetition_changes_the_open_alert() -> None:
    memory = Memory()
    memory.record(raised(1))
    memory.record(a_change(2, active=True, severity=Severity.CRITICAL, text="much water"))
    (alert,) = memory.alerts.values()
    assert (alert.severity, alert.text, alert.version) == (Severity.CRITICAL, "much water", 2)
    assert alert.raised_at == START + timedelta(seconds=1)


def test_acknowledging_twice_changes_nothing_more() -> None:
    memory = Memory()
    memory.record(raised(1))
    first = acknowledge(memory.alerts["alert-0"], "ann", START)
    assert (first.state, first.acknowledged_by, first.version) == (State.ACKNOWLEDGED, "ann", 2)
    assert acknowledge(first, "bob", START + timedelta(1)) is first


def test_a_resolved_alert_cannot_be_acknowledged() -> None:
    memory = Memory()
    memory.record(raised(1))
    memory.record(cleared(2))
    with pytest.raises(AlertAlreadyResolved):
        acknowledge(memory.alerts["alert-0"], "ann", START)


def test_what_was_resolved_by_hand_is_raised_again_when_the_device_tells_of_it_anew() -> None:
    memory = Memory()
    memory.record(raised(1))
    memory.record(resolved_by_hand(memory.alerts["alert-0"], memory.newest(), "ann", START))
    memory.record(raised(1))
    assert [(alert.state, alert.resolved_by) for alert in memory.facts()] == [(State.RESOLVED, "ann")]
    memory.record(raised(9))
    assert [alert.state for alert in memory.facts()] == [State.RESOLVED, State.RAISED]


def test_a_clock_behind_the_device_never_resolves_before_raising() -> None:
    memory = Memory()
    memory.record(raised(60))
    by_hand = resolved_by_hand(memory.alerts["alert-0"], memory.newest(), "ann", START)
    assert by_hand.time == START + timedelta(seconds=60)
