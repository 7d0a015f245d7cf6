"""When alerts are one incident, and what becomes of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from alerts.domain.conditions import Alert, Condition, Severity, State
from alerts.domain.incident import (
    ELSEWHERE,
    STORM_ALERTS,
    Incident,
    Kind,
    Members,
    Next,
    Recent,
    as_grave,
    in_the_dark,
    next_of,
    stormy,
)
from alerts.domain.journal import What, what
from alerts.signals.told import TOLD

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


def alert(name: str = "a", device: str = "pump/1", seconds: float = 0, **fields: Any) -> Alert:
    condition = Condition(name, "m25-cobham", "device_alarm", device)
    made = Alert(name, condition, Severity.WARNING, State.RAISED, name, ago(seconds), 1)
    return replace(made, **fields)


def incident(kind: Kind, *, calm_s: float = 0, gathering: bool = True) -> Incident:
    return Incident("i", "m25-cobham", kind, "head", ago(1_799), ago(calm_s), 5, gathering)


def over(seconds: float) -> Alert:
    return alert("head", state=State.RESOLVED, resolved_at=ago(seconds))


STORM, DARK = incident(Kind.STORM), incident(Kind.SITE_DARK)
LATE_STORM, LATE_DARK = incident(Kind.STORM, gathering=False), incident(Kind.SITE_DARK, gathering=False)


@pytest.mark.parametrize(
    ("one", "head", "open_members", "becomes"),
    [
        (incident(Kind.STORM, calm_s=299), alert(), 5, Next.STAY),
        (incident(Kind.STORM, calm_s=300), alert(), 5, Next.STOP_GATHERING),
        (replace(STORM, opened_at=ago(1_800)), alert(), 5, Next.STOP_GATHERING),
        (LATE_STORM, alert(), 5, Next.STAY),
        (LATE_STORM, alert(), 0, Next.CLOSE),
        (STORM, over(0), 5, Next.RELEASE),
        (STORM, over(0), 0, Next.CLOSE),
        (STORM, over(0), 21, Next.BECOME_STORM),
        (DARK, alert(), 0, Next.STAY),
        (DARK, over(0), 0, Next.CLOSE),
        (DARK, over(0), 3, Next.STOP_GATHERING),
        (LATE_DARK, over(119), 3, Next.STAY),
        (LATE_DARK, over(120), 3, Next.RELEASE),
        (LATE_DARK, over(120), 21, Next.BECOME_STORM),
    ],
)
def test_what_becomes_of_an_incident(one: Incident, head: Alert, open_members: int, becomes: Next) -> None:
    assert next_of(one, head, Members(open_members, open_members), NOW) is becomes
    if becomes is Next.BECOME_STORM:
        assert next_of(one, head, Members(open_members, STORM_ALERTS), NOW) is Next.RELEASE


@pytest.mark.parametrize(("known_ago", "count"), [([0] * 20, 0), ([0] * 21, 21), ([59] * 21, 21), ([60, *[0] * 20], 0)])
def test_more_than_twenty_alerts_within_a_minute_are_a_storm(known_ago: list[float], count: int) -> None:
    recent = [Recent(alert(str(index)), ago(seconds)) for index, seconds in enumerate(known_ago)]
    assert len(recent) > STORM_ALERTS - 1
    assert len(stormy(recent, NOW)) == count


@pytest.mark.parametrize(
    ("device", "known_ago", "is_member"),
    [("pump/3", 0, True), ("tank/1", 200, False), ("tank/1", 140, True), ("sale/7", 0, False), ("controller", 0, True)],
)
def test_a_dark_site_stands_for_its_forecourt(device: str, known_ago: float, is_member: bool) -> None:
    dark = alert("dark", "controller", 30)
    recent = [Recent(dark, ago(0)), Recent(alert("one", device, known_ago), ago(known_ago))]
    assert [one.alert_id for one in in_the_dark(dark, recent, NOW)] == (["one"] if is_member else [])


def test_a_head_becomes_as_grave_as_the_gravest_but_never_milder() -> None:
    grave = alert("grave", severity=Severity.CRITICAL)
    assert as_grave(alert("head"), [alert(), grave, alert()]).severity is Severity.CRITICAL
    assert as_grave(grave, [alert()]) is grave


def test_who_acknowledged_a_head_is_called_again_when_it_becomes_graver() -> None:
    seen = alert("head", state=State.ACKNOWLEDGED, acknowledged_at=NOW, acknowledged_by="ann")
    again = as_grave(seen, [alert("grave", severity=Severity.CRITICAL)])
    assert (again.state, again.acknowledged_by, what(seen, again)) == (State.RAISED, "", What.ESCALATED)


def test_what_services_tell_of_does_not_hang_on_the_controller() -> None:
    assert {said.kind for said in TOLD.values()} <= ELSEWHERE
