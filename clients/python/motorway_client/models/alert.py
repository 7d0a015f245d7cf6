from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity
from ..models.alert_state import AlertState

T = TypeVar("T", bound="Alert")


@_attrs_define
class Alert:
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
        version (int):
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
    version: int

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

        version = self.version

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
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
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

        version = d.pop("version")

        alert = cls(
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
            version=version,
        )

        return alert
