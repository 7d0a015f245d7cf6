"""What happens to alerts, step by step: the journal that is only ever added to, and that notifications come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from alerts.domain.conditions import Severity


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
