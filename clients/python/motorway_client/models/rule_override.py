from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity

T = TypeVar("T", bound="RuleOverride")


@_attrs_define
class RuleOverride:
    """
    Attributes:
        device (str): Empty: every device of the site Default: ''.
        enabled (bool | None):
        severity (AlertSeverity | None):
        above (float | None | str):
        below (float | None | str):
        clear (float | None | str):
        for_s (float | None):
        clear_for_s (float | None):
        site (str):
    """

    enabled: bool | None
    severity: AlertSeverity | None
    above: float | None | str
    below: float | None | str
    clear: float | None | str
    for_s: float | None
    clear_for_s: float | None
    site: str
    device: str = ""

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        enabled: bool | None
        enabled = self.enabled

        severity: None | str
        if isinstance(self.severity, AlertSeverity):
            severity = self.severity.value
        else:
            severity = self.severity

        above: float | None | str
        above = self.above

        below: float | None | str
        below = self.below

        clear: float | None | str
        clear = self.clear

        for_s: float | None
        for_s = self.for_s

        clear_for_s: float | None
        clear_for_s = self.clear_for_s

        site = self.site

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "enabled": enabled,
                "severity": severity,
                "above": above,
                "below": below,
                "clear": clear,
                "for_s": for_s,
                "clear_for_s": clear_for_s,
                "site": site,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device = d.pop("device")

        def _parse_enabled(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        enabled = _parse_enabled(d.pop("enabled"))

        def _parse_severity(data: object) -> AlertSeverity | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                severity_type_0 = AlertSeverity(data)

                return severity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AlertSeverity | None, data)

        severity = _parse_severity(d.pop("severity"))

        def _parse_above(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        above = _parse_above(d.pop("above"))

        def _parse_below(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        below = _parse_below(d.pop("below"))

        def _parse_clear(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        clear = _parse_clear(d.pop("clear"))

        def _parse_for_s(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        for_s = _parse_for_s(d.pop("for_s"))

        def _parse_clear_for_s(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        clear_for_s = _parse_clear_for_s(d.pop("clear_for_s"))

        site = d.pop("site")

        rule_override = cls(
            device=device,
            enabled=enabled,
            severity=severity,
            above=above,
            below=below,
            clear=clear,
            for_s=for_s,
            clear_for_s=clear_for_s,
            site=site,
        )

        return rule_override
