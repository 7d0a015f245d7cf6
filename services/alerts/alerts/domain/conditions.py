"""Conditions that begin and end, and the alerts that stand for them.

A condition (a controller that is offline, one alarm of one device, a dispute to be answered) is known through changes,
each with a position in the condition's own order. An unbroken row of active changes is one alert. Changes may come
late, twice and in any order: `follow` gives the same alerts as if they had come in order.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from motorway_kit.errors import Conflict, NotFound

RANKS = 4  # positions between two events of the source


class AlertNotFound(NotFound):
    """There is no alert of that id."""


class AlertAlreadyResolved(Conflict):
    """A resolved alert cannot be acknowledged any more."""


class Severity(StrEnum):
    INFO = "INFO"
    WARNING = "WARNING"
    CRITICAL = "CRITICAL"


RANK = {severity: rank for rank, severity in enumerate(Severity)}


class State(StrEnum):
    RAISED = "RAISED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RESOLVED = "RESOLVED"


class Suppression(StrEnum):
    """Why nobody is called for an alert (ISA-18.2: shelved by people, out of service, suppressed by design)."""

    NONE = ""
    SHELVED = "SHELVED"
    OUT_OF_SERVICE = "OUT_OF_SERVICE"
    INCIDENT = "INCIDENT"
    OVER = "OVER"


@dataclass(frozen=True, slots=True)
class Condition:
    """What can be wrong: at most one open alert has a given key. `rule` is the id of the rule that looks at it."""

    key: str
    site: str
    rule: str
    device: str


@dataclass(frozen=True, slots=True)
class Change:
    """The condition became active, or ended. `actor` is who declared it ended; empty when it cleared by itself."""

    condition: Condition
    position: int
    active: bool
    time: datetime
    severity: Severity
    text: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """`raised_position` is that of the change that raised it; `version` grows by one with every change.

    `chattering`: it is held open through several rows of active changes, `occurrences` of them; `cleared_at` says since
    when the condition is over nevertheless. `previous_alert_id` is the alert of the same key that had ended shortly
    before, whose occurrences count on. `silence_id` and `incident_id` are what `suppression` comes from.
    """

    alert_id: str
    condition: Condition
    severity: Severity
    state: State
    text: str
    raised_at: datetime
    raised_position: int
    version: int = 1
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    resolved_at: datetime | None = None
    resolved_by: str = ""
    cleared_at: datetime | None = None
    chattering: bool = False
    occurrences: int = 1
    previous_alert_id: str = ""
    assignee: str = ""
    incident_id: str = ""
    silence_id: str = ""
    suppression: Suppression = Suppression.NONE

    @property
    def is_open(self) -> bool:
        return self.state is not State.RESOLVED


@dataclass(frozen=True, slots=True)
class Around:
    """What is known where a new change belongs: the changes next to it, and the alert of the row that it is in."""

    before: Change | None = None
    after: Change | None = None
    alert: Alert | None = None

    @property
    def row(self) -> Change | None:
        """An active change of the row that the new one is in or begins, if there is one."""
        for change in (self.before, self.after):
            if change is not None and change.active:
                return change
        return None


def position(order: int, *, active: bool) -> int:
    """The place of an event of its source's order (version, microseconds). Of two at one instant the ending is last."""
    return order * RANKS + (0 if active else 1)


def follow(change: Change, around: Around, alert_id: str) -> list[Alert]:
    """The alerts as they become, step by step, when the change takes its place. A new one gets `alert_id`.

    The change must be unknown: `around` holds its neighbours without itself.
    """
    inside = around.before is not None and around.before.active
    if change.active:
        return _follow_active(change, around, alert_id, inside=inside)
    return _follow_end(change, around, alert_id) if inside else []


def _follow_active(change: Change, around: Around, alert_id: str, *, inside: bool) -> list[Alert]:
    after = around.after
    goes_on = after is not None and after.active
    if inside:
        return [] if goes_on else _describe(_known(around.alert), change)
    if goes_on:
        return [_begin_earlier(_known(around.alert), change)]
    raised = _raise(change, alert_id)
    return [raised] if after is None else [raised, _end(raised, after)]


def _follow_end(change: Change, around: Around, alert_id: str) -> list[Alert]:
    alert = _known(around.alert)
    if around.after is not None and around.after.active:
        return _split(alert, change, around, alert_id)
    return [_end(alert, change)]


def acknowledge(alert: Alert, actor: str, now: datetime) -> Alert:
    """Raises AlertAlreadyResolved. Acknowledging again changes nothing."""
    match alert.state:
        case State.RESOLVED:
            raise AlertAlreadyResolved("the alert is resolved", alert_id=alert.alert_id)
        case State.ACKNOWLEDGED:
            return alert
    return replace(
        alert, state=State.ACKNOWLEDGED, acknowledged_at=now, acknowledged_by=actor, version=alert.version + 1
    )


def resolved_by_hand(alert: Alert, newest: Change, actor: str, now: datetime) -> Change:
    """Somebody declares the condition ended, as far as it is known: `newest` is its newest change.

    When the device tells of it anew, that is a new alert.
    """
    after_newest = newest.position // RANKS * RANKS + RANKS - 1
    time = max(now, newest.time, alert.raised_at)
    return replace(newest, position=after_newest, active=False, time=time, actor=actor)


def described(alert: Alert, severity: Severity, text: str) -> Alert:
    """As grave as it has become. Whoever acknowledged it did not know of that: graver, it waits for somebody again."""
    changed = replace(alert, severity=severity, text=text, version=alert.version + 1)
    if alert.state is State.ACKNOWLEDGED and RANK[severity] > RANK[alert.severity]:
        return replace(changed, state=State.RAISED, acknowledged_at=None, acknowledged_by="")
    return changed


def _known(alert: Alert | None) -> Alert:
    assert alert is not None, "a row of active changes has its alert"
    return alert


def _raise(change: Change, alert_id: str) -> Alert:
    return Alert(alert_id, change.condition, change.severity, State.RAISED, change.text, change.time, change.position)


def _describe(alert: Alert, change: Change) -> list[Alert]:
    """The newest change of a row says how grave it is."""
    if (alert.severity, alert.text) == (change.severity, change.text):
        return []
    return [described(alert, change.severity, change.text)]


def _begin_earlier(alert: Alert, change: Change) -> Alert:
    return replace(alert, raised_at=change.time, raised_position=change.position, version=alert.version + 1)


def _end(alert: Alert, change: Change) -> Alert:
    return replace(
        alert,
        state=State.RESOLVED,
        resolved_at=change.time,
        resolved_by=change.actor,
        version=alert.version + 1,
    )


def _split(alert: Alert, change: Change, around: Around, alert_id: str) -> list[Alert]:
    """It had ended in between: the alert ends there, and what came after is one of its own."""
    before, after = around.before, around.after
    assert before is not None
    assert after is not None
    ended = _end(replace(alert, severity=before.severity, text=before.text), change)
    again = replace(_raise(after, alert_id), severity=alert.severity, text=alert.text)
    if alert.state is not State.RESOLVED:
        return [ended, again]
    closed = replace(
        again, state=State.RESOLVED, resolved_at=alert.resolved_at, resolved_by=alert.resolved_by, version=2
    )
    return [ended, again, closed]
