from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity

T = TypeVar("T", bound="AlertStep")


@_attrs_define
class AlertStep:
    """
    Attributes:
        what (str): RAISED, RERAISED (while held open), ESCALATED, RELEASED (by a silence or an incident), UPDATED,
            ACKNOWLEDGED, RESOLVED, CLEARED (but held open), SHELVED, GROUPED (into an incident), ASSIGNED or NOTED
        at (datetime.datetime):
        actor (str): Empty: it happened by itself
        note (str):
        version (int):
        severity (AlertSeverity):
        quiet (str): Why nobody was told of it; empty: somebody was, if it calls for somebody at all
    """

    what: str
    at: datetime.datetime
    actor: str
    note: str
    version: int
    severity: AlertSeverity
    quiet: str

    def to_dict(self) -> dict[str, Any]:
        what = self.what

        at = self.at.isoformat()

        actor = self.actor

        note = self.note

        version = self.version

        severity = self.severity.value

        quiet = self.quiet

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "what": what,
                "at": at,
                "actor": actor,
                "note": note,
                "version": version,
                "severity": severity,
                "quiet": quiet,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        what = d.pop("what")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        actor = d.pop("actor")

        note = d.pop("note")

        version = d.pop("version")

        severity = AlertSeverity(d.pop("severity"))

        quiet = d.pop("quiet")

        alert_step = cls(
            what=what,
            at=at,
            actor=actor,
            note=note,
            version=version,
            severity=severity,
            quiet=quiet,
        )

        return alert_step
