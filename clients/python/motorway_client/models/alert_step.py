from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

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
        silence_id (None | str): The silence that it came under
        incident_id (None | str): The incident that it became part of, or was set free of
    """

    what: str
    at: datetime.datetime
    actor: str
    note: str
    version: int
    severity: AlertSeverity
    quiet: str
    silence_id: None | str
    incident_id: None | str

    def to_dict(self) -> dict[str, Any]:
        what = self.what

        at = self.at.isoformat()

        actor = self.actor

        note = self.note

        version = self.version

        severity = self.severity.value

        quiet = self.quiet

        silence_id: None | str
        silence_id = self.silence_id

        incident_id: None | str
        incident_id = self.incident_id

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
                "silence_id": silence_id,
                "incident_id": incident_id,
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

        def _parse_silence_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        silence_id = _parse_silence_id(d.pop("silence_id"))

        def _parse_incident_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        incident_id = _parse_incident_id(d.pop("incident_id"))

        alert_step = cls(
            what=what,
            at=at,
            actor=actor,
            note=note,
            version=version,
            severity=severity,
            quiet=quiet,
            silence_id=silence_id,
            incident_id=incident_id,
        )

        return alert_step
