from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity
from ..types import UNSET, Unset

T = TypeVar("T", bound="RuleOtherwise")


@_attrs_define
class RuleOtherwise:
    """What is otherwise; what is left out stays as the rule says.

    Attributes:
        device (str | Unset): Empty: every device of the site Default: ''.
        enabled (bool | None | Unset):
        severity (AlertSeverity | None | Unset):
        above (float | None | str | Unset):
        below (float | None | str | Unset):
        clear (float | None | str | Unset):
        for_s (float | None | Unset):
        clear_for_s (float | None | Unset):
    """

    device: str | Unset = ""
    enabled: bool | None | Unset = UNSET
    severity: AlertSeverity | None | Unset = UNSET
    above: float | None | str | Unset = UNSET
    below: float | None | str | Unset = UNSET
    clear: float | None | str | Unset = UNSET
    for_s: float | None | Unset = UNSET
    clear_for_s: float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        enabled: bool | None | Unset
        if isinstance(self.enabled, Unset):
            enabled = UNSET
        else:
            enabled = self.enabled

        severity: None | str | Unset
        if isinstance(self.severity, Unset):
            severity = UNSET
        elif isinstance(self.severity, AlertSeverity):
            severity = self.severity.value
        else:
            severity = self.severity

        above: float | None | str | Unset
        if isinstance(self.above, Unset):
            above = UNSET
        else:
            above = self.above

        below: float | None | str | Unset
        if isinstance(self.below, Unset):
            below = UNSET
        else:
            below = self.below

        clear: float | None | str | Unset
        if isinstance(self.clear, Unset):
            clear = UNSET
        else:
            clear = self.clear

        for_s: float | None | Unset
        if isinstance(self.for_s, Unset):
            for_s = UNSET
        else:
            for_s = self.for_s

        clear_for_s: float | None | Unset
        if isinstance(self.clear_for_s, Unset):
            clear_for_s = UNSET
        else:
            clear_for_s = self.clear_for_s

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if device is not UNSET:
            field_dict["device"] = device
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if severity is not UNSET:
            field_dict["severity"] = severity
        if above is not UNSET:
            field_dict["above"] = above
        if below is not UNSET:
            field_dict["below"] = below
        if clear is not UNSET:
            field_dict["clear"] = clear
        if for_s is not UNSET:
            field_dict["for_s"] = for_s
        if clear_for_s is not UNSET:
            field_dict["clear_for_s"] = clear_for_s

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device = d.pop("device", UNSET)

        def _parse_enabled(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        enabled = _parse_enabled(d.pop("enabled", UNSET))

        def _parse_severity(data: object) -> AlertSeverity | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                severity_type_0 = AlertSeverity(data)

                return severity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AlertSeverity | None | Unset, data)

        severity = _parse_severity(d.pop("severity", UNSET))

        def _parse_above(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        above = _parse_above(d.pop("above", UNSET))

        def _parse_below(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        below = _parse_below(d.pop("below", UNSET))

        def _parse_clear(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        clear = _parse_clear(d.pop("clear", UNSET))

        def _parse_for_s(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        for_s = _parse_for_s(d.pop("for_s", UNSET))

        def _parse_clear_for_s(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        clear_for_s = _parse_clear_for_s(d.pop("clear_for_s", UNSET))

        rule_otherwise = cls(
            device=device,
            enabled=enabled,
            severity=severity,
            above=above,
            below=below,
            clear=clear,
            for_s=for_s,
            clear_for_s=clear_for_s,
        )

        return rule_otherwise
