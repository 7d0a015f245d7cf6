"""What happens to alerts, step by step: the journal that is only ever added to, and that notifications come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from motorway_kit.errors import InvalidInput

from alerts.domain.conditions import RANK, Alert, AlertAlreadyResolved, Severity, State, Suppression

MAX_NOTE = 2000
MAX_ASSIGNEE = 100


class What(StrEnum):
    """The first four call for somebody, unless the step is quiet; the rest does not.

    Acknowledged, resolved, shelved and grouped alerts call for nobody any more. ISA-18.2 calls CLEARED "returned to
    normal": the condition is over but the alert is held open because it chatters.
    """

    RAISED = "RAISED"
    RERAISED = "RERAISED"
    ESCALATED = "ESCALATED"
    RELEASED = "RELEASED"
    UPDATED = "UPDATED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RESOLVED = "RESOLVED"
    CLEARED = "CLEARED"
    SHELVED = "SHELVED"
    GROUPED = "GROUPED"
    ASSIGNED = "ASSIGNED"
    NOTED = "NOTED"


CALLING = frozenset({What.RAISED, What.RERAISED, What.ESCALATED, What.RELEASED})
"""Raised; raised again while held open; graver than before; no longer silenced or part of an incident."""


@dataclass(frozen=True, slots=True)
class Step:
    """`quiet` says why nobody is told (SHELVED, OUT_OF_SERVICE, INCIDENT, CHATTERING, or OVER: it had ended when it
    became known); empty when somebody is. `actor` is empty for what happened by itself. `version` is the alert's.
    """

    alert_id: str
    site: str
    what: What
    version: int
    severity: Severity
    at: datetime
    quiet: str = ""
    actor: str = ""
    note: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


CHATTERING = "CHATTERING"


def what(before: Alert | None, after: Alert) -> What:
    """What led from one version of an alert to the next; None before: there was none."""
    if before is None:
        return What.RAISED
    if before.state is not after.state and after.state is not State.RAISED:
        return What(after.state.value)
    if before.suppression is not after.suppression:
        return _suppressed(after.suppression)
    differences = (
        (after.occurrences > before.occurrences, What.RERAISED),
        (after.cleared_at is not None and before.cleared_at is None, What.CLEARED),
        (RANK[after.severity] > RANK[before.severity], What.ESCALATED),
        (after.assignee != before.assignee, What.ASSIGNED),
    )
    return next((step for differs, step in differences if differs), What.UPDATED)


def quiet(what: What, alert: Alert) -> str:
    """Why nobody is told of a step; empty when somebody is."""
    if alert.suppression:
        return alert.suppression.value
    return CHATTERING if what is What.RERAISED else ""


def assigned(alert: Alert, assignee: str) -> Alert:
    """Somebody, or with an empty name nobody, looks after it. Raises AlertAlreadyResolved, InvalidInput."""
    if len(assignee) > MAX_ASSIGNEE or not assignee.isprintable():
        raise InvalidInput(f"a name has at most {MAX_ASSIGNEE} characters, on one line", field="assignee")
    if assignee == alert.assignee:
        return alert
    if not alert.is_open:
        raise AlertAlreadyResolved("the alert is resolved", alert_id=alert.alert_id)
    return replace(alert, assignee=assignee, version=alert.version + 1)


def noted(alert: Alert, note: str) -> Alert:
    """The alert with one more note in its journal. Raises InvalidInput."""
    if not note.strip() or len(note) > MAX_NOTE or "\0" in note:
        raise InvalidInput(f"a note has 1 to {MAX_NOTE} characters", field="note")
    return replace(alert, version=alert.version + 1)


def _suppressed(suppression: Suppression) -> What:
    match suppression:
        case Suppression.NONE:
            return What.RELEASED
        case Suppression.INCIDENT:
            return What.GROUPED
    return What.SHELVED
