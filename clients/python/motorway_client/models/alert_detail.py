from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity
from ..models.alert_state import AlertState
from ..models.alert_suppression import AlertSuppression

if TYPE_CHECKING:
    from ..models.alert_step import AlertStep


T = TypeVar("T", bound="AlertDetail")


@_attrs_define
class AlertDetail:
    """
    Attributes:
        alert_id (str):
        site (str):
        rule (str):
        key (str): At most one open alert has a given key
        device (str):
        severity (AlertSeverity):
        state (AlertState):
        text (str):
        raised_at (datetime.datetime):
        acknowledged_at (datetime.datetime | None):
        acknowledged_by (str):
        resolved_at (datetime.datetime | None):
        resolved_by (str): Empty when the condition cleared by itself
        cleared_at (datetime.datetime | None): Since when the condition of an alert held open is over
        chattering (bool): It came and went so often that it is held open until it has been quiet
        occurrences (int): How often its condition began, with the alerts just before it
        previous_alert_id (None | str): The alert of the same key that had ended shortly before
        assignee (str): Who looks after it; empty: nobody
        incident_id (None | str):
        silence_id (None | str):
        suppression (AlertSuppression | None): Why nobody is called for it; null: somebody is
        version (int):
        rule_name (str): What its rule is called
        response (str): What to do, as its rule says
        journal (list[AlertStep]): What happened to it, oldest first; the newest 500
    """

    alert_id: str
    site: str
    rule: str
    key: str
    device: str
    severity: AlertSeverity
    state: AlertState
    text: str
    raised_at: datetime.datetime
    acknowledged_at: datetime.datetime | None
    acknowledged_by: str
    resolved_at: datetime.datetime | None
    resolved_by: str
    cleared_at: datetime.datetime | None
    chattering: bool
    occurrences: int
    previous_alert_id: None | str
    assignee: str
    incident_id: None | str
    silence_id: None | str
    suppression: AlertSuppression | None
    version: int
    rule_name: str
    response: str
    journal: list[AlertStep]

    def to_dict(self) -> dict[str, Any]:
        alert_id = self.alert_id

        site = self.site

        rule = self.rule

        key = self.key

        device = self.device

        severity = self.severity.value

        state = self.state.value

        text = self.text

        raised_at = self.raised_at.isoformat()

        acknowledged_at: None | str
        if isinstance(self.acknowledged_at, datetime.datetime):
            acknowledged_at = self.acknowledged_at.isoformat()
        else:
            acknowledged_at = self.acknowledged_at

        acknowledged_by = self.acknowledged_by

        resolved_at: None | str
        if isinstance(self.resolved_at, datetime.datetime):
            resolved_at = self.resolved_at.isoformat()
        else:
            resolved_at = self.resolved_at

        resolved_by = self.resolved_by

        cleared_at: None | str
        if isinstance(self.cleared_at, datetime.datetime):
            cleared_at = self.cleared_at.isoformat()
        else:
            cleared_at = self.cleared_at

        chattering = self.chattering

        occurrences = self.occurrences

        previous_alert_id: None | str
        previous_alert_id = self.previous_alert_id

        assignee = self.assignee

        incident_id: None | str
        incident_id = self.incident_id

        silence_id: None | str
        silence_id = self.silence_id

        suppression: None | str
        if isinstance(self.suppression, AlertSuppression):
            suppression = self.suppression.value
        else:
            suppression = self.suppression

        version = self.version

        rule_name = self.rule_name

        response = self.response

        journal = []
        for journal_item_data in self.journal:
            journal_item = journal_item_data.to_dict()
            journal.append(journal_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "alert_id": alert_id,
                "site": site,
                "rule": rule,
                "key": key,
                "device": device,
                "severity": severity,
                "state": state,
                "text": text,
                "raised_at": raised_at,
                "acknowledged_at": acknowledged_at,
                "acknowledged_by": acknowledged_by,
                "resolved_at": resolved_at,
                "resolved_by": resolved_by,
                "cleared_at": cleared_at,
                "chattering": chattering,
                "occurrences": occurrences,
                "previous_alert_id": previous_alert_id,
                "assignee": assignee,
                "incident_id": incident_id,
                "silence_id": silence_id,
                "suppression": suppression,
                "version": version,
                "rule_name": rule_name,
                "response": response,
                "journal": journal,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.alert_step import AlertStep

        d = dict(src_dict)
        alert_id = d.pop("alert_id")

        site = d.pop("site")

        rule = d.pop("rule")

        key = d.pop("key")

        device = d.pop("device")

        severity = AlertSeverity(d.pop("severity"))

        state = AlertState(d.pop("state"))

        text = d.pop("text")

        raised_at = datetime.datetime.fromisoformat(d.pop("raised_at"))

        def _parse_acknowledged_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                acknowledged_at_type_0 = datetime.datetime.fromisoformat(data)

                return acknowledged_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        acknowledged_at = _parse_acknowledged_at(d.pop("acknowledged_at"))

        acknowledged_by = d.pop("acknowledged_by")

        def _parse_resolved_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resolved_at_type_0 = datetime.datetime.fromisoformat(data)

                return resolved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        resolved_at = _parse_resolved_at(d.pop("resolved_at"))

        resolved_by = d.pop("resolved_by")

        def _parse_cleared_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cleared_at_type_0 = datetime.datetime.fromisoformat(data)

                return cleared_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        cleared_at = _parse_cleared_at(d.pop("cleared_at"))

        chattering = d.pop("chattering")

        occurrences = d.pop("occurrences")

        def _parse_previous_alert_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        previous_alert_id = _parse_previous_alert_id(d.pop("previous_alert_id"))

        assignee = d.pop("assignee")

        def _parse_incident_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        incident_id = _parse_incident_id(d.pop("incident_id"))

        def _parse_silence_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        silence_id = _parse_silence_id(d.pop("silence_id"))

        def _parse_suppression(data: object) -> AlertSuppression | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                suppression_type_0 = AlertSuppression(data)

                return suppression_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AlertSuppression | None, data)

        suppression = _parse_suppression(d.pop("suppression"))

        version = d.pop("version")

        rule_name = d.pop("rule_name")

        response = d.pop("response")

        journal = []
        _journal = d.pop("journal")
        for journal_item_data in _journal:
            journal_item = AlertStep.from_dict(journal_item_data)

            journal.append(journal_item)

        alert_detail = cls(
            alert_id=alert_id,
            site=site,
            rule=rule,
            key=key,
            device=device,
            severity=severity,
            state=state,
            text=text,
            raised_at=raised_at,
            acknowledged_at=acknowledged_at,
            acknowledged_by=acknowledged_by,
            resolved_at=resolved_at,
            resolved_by=resolved_by,
            cleared_at=cleared_at,
            chattering=chattering,
            occurrences=occurrences,
            previous_alert_id=previous_alert_id,
            assignee=assignee,
            incident_id=incident_id,
            silence_id=silence_id,
            suppression=suppression,
            version=version,
            rule_name=rule_name,
            response=response,
            journal=journal,
        )

        return alert_detail
