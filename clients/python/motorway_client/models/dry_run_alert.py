from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity

T = TypeVar("T", bound="DryRunAlert")


@_attrs_define
class DryRunAlert:
    """
    Attributes:
        site (str):
        key (str):
        device (str):
        severity (AlertSeverity):
        text (str):
        raised_at (datetime.datetime):
        cleared_at (datetime.datetime | None): None: open at the end of the range
    """

    site: str
    key: str
    device: str
    severity: AlertSeverity
    text: str
    raised_at: datetime.datetime
    cleared_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        key = self.key

        device = self.device

        severity = self.severity.value

        text = self.text

        raised_at = self.raised_at.isoformat()

        cleared_at: None | str
        if isinstance(self.cleared_at, datetime.datetime):
            cleared_at = self.cleared_at.isoformat()
        else:
            cleared_at = self.cleared_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "key": key,
                "device": device,
                "severity": severity,
                "text": text,
                "raised_at": raised_at,
                "cleared_at": cleared_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        site = d.pop("site")

        key = d.pop("key")

        device = d.pop("device")

        severity = AlertSeverity(d.pop("severity"))

        text = d.pop("text")

        raised_at = datetime.datetime.fromisoformat(d.pop("raised_at"))

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

        dry_run_alert = cls(
            site=site,
            key=key,
            device=device,
            severity=severity,
            text=text,
            raised_at=raised_at,
            cleared_at=cleared_at,
        )

        return dry_run_alert
