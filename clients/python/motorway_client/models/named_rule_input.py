from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rule_absence_input import RuleAbsenceInput
    from ..models.rule_compare_input import RuleCompareInput
    from ..models.rule_event_input import RuleEventInput
    from ..models.rule_override_input import RuleOverrideInput
    from ..models.rule_rate_input import RuleRateInput
    from ..models.rule_schedule_input import RuleScheduleInput
    from ..models.rule_state_input import RuleStateInput
    from ..models.rule_threshold_input import RuleThresholdInput
    from ..models.rule_window_input import RuleWindowInput


T = TypeVar("T", bound="NamedRuleInput")


@_attrs_define
class NamedRuleInput:
    """
    Attributes:
        name (str):
        text (str): Of its alerts; `{value:.1f}`, `{device}`, facts and fields in braces
        severity (AlertSeverity):
        when (RuleAbsenceInput | RuleCompareInput | RuleEventInput | RuleRateInput | RuleStateInput | RuleThresholdInput
            | RuleWindowInput): What must be so
        rule_id (str):
        response (str | Unset): What to do Default: ''.
        enabled (bool | Unset):  Default: True.
        sites (list[str] | Unset): Empty: every site
        schedule (None | RuleScheduleInput | Unset):
        overrides (list[RuleOverrideInput] | Unset): What is otherwise at some sites
    """

    name: str
    text: str
    severity: AlertSeverity
    when: (
        RuleAbsenceInput
        | RuleCompareInput
        | RuleEventInput
        | RuleRateInput
        | RuleStateInput
        | RuleThresholdInput
        | RuleWindowInput
    )
    rule_id: str
    response: str | Unset = ""
    enabled: bool | Unset = True
    sites: list[str] | Unset = UNSET
    schedule: None | RuleScheduleInput | Unset = UNSET
    overrides: list[RuleOverrideInput] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.rule_absence_input import RuleAbsenceInput
        from ..models.rule_compare_input import RuleCompareInput
        from ..models.rule_rate_input import RuleRateInput
        from ..models.rule_schedule_input import RuleScheduleInput
        from ..models.rule_state_input import RuleStateInput
        from ..models.rule_threshold_input import RuleThresholdInput
        from ..models.rule_window_input import RuleWindowInput

        name = self.name

        text = self.text

        severity = self.severity.value

        when: dict[str, Any]
        if (
            isinstance(self.when, RuleThresholdInput)
            or isinstance(self.when, RuleRateInput)
            or isinstance(self.when, RuleWindowInput)
            or isinstance(self.when, RuleAbsenceInput)
            or isinstance(self.when, RuleCompareInput)
            or isinstance(self.when, RuleStateInput)
        ):
            when = self.when.to_dict()
        else:
            when = self.when.to_dict()

        rule_id = self.rule_id

        response = self.response

        enabled = self.enabled

        sites: list[str] | Unset = UNSET
        if not isinstance(self.sites, Unset):
            sites = self.sites

        schedule: dict[str, Any] | None | Unset
        if isinstance(self.schedule, Unset):
            schedule = UNSET
        elif isinstance(self.schedule, RuleScheduleInput):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule

        overrides: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.overrides, Unset):
            overrides = []
            for overrides_item_data in self.overrides:
                overrides_item = overrides_item_data.to_dict()
                overrides.append(overrides_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "text": text,
                "severity": severity,
                "when": when,
                "rule_id": rule_id,
            }
        )
        if response is not UNSET:
            field_dict["response"] = response
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if sites is not UNSET:
            field_dict["sites"] = sites
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if overrides is not UNSET:
            field_dict["overrides"] = overrides

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_absence_input import RuleAbsenceInput
        from ..models.rule_compare_input import RuleCompareInput
        from ..models.rule_event_input import RuleEventInput
        from ..models.rule_override_input import RuleOverrideInput
        from ..models.rule_rate_input import RuleRateInput
        from ..models.rule_schedule_input import RuleScheduleInput
        from ..models.rule_state_input import RuleStateInput
        from ..models.rule_threshold_input import RuleThresholdInput
        from ..models.rule_window_input import RuleWindowInput

        d = dict(src_dict)
        name = d.pop("name")

        text = d.pop("text")

        severity = AlertSeverity(d.pop("severity"))

        def _parse_when(
            data: object,
        ) -> (
            RuleAbsenceInput
            | RuleCompareInput
            | RuleEventInput
            | RuleRateInput
            | RuleStateInput
            | RuleThresholdInput
            | RuleWindowInput
        ):
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_0 = RuleThresholdInput.from_dict(data)

                return when_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_1 = RuleRateInput.from_dict(data)

                return when_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_2 = RuleWindowInput.from_dict(data)

                return when_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_3 = RuleAbsenceInput.from_dict(data)

                return when_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_4 = RuleCompareInput.from_dict(data)

                return when_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_5 = RuleStateInput.from_dict(data)

                return when_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            when_type_6 = RuleEventInput.from_dict(data)

            return when_type_6

        when = _parse_when(d.pop("when"))

        rule_id = d.pop("rule_id")

        response = d.pop("response", UNSET)

        enabled = d.pop("enabled", UNSET)

        sites = cast(list[str], d.pop("sites", UNSET))

        def _parse_schedule(data: object) -> None | RuleScheduleInput | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0 = RuleScheduleInput.from_dict(data)

                return schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RuleScheduleInput | Unset, data)

        schedule = _parse_schedule(d.pop("schedule", UNSET))

        _overrides = d.pop("overrides", UNSET)
        overrides: list[RuleOverrideInput] | Unset = UNSET
        if _overrides is not UNSET:
            overrides = []
            for overrides_item_data in _overrides:
                overrides_item = RuleOverrideInput.from_dict(overrides_item_data)

                overrides.append(overrides_item)

        named_rule_input = cls(
            name=name,
            text=text,
            severity=severity,
            when=when,
            rule_id=rule_id,
            response=response,
            enabled=enabled,
            sites=sites,
            schedule=schedule,
            overrides=overrides,
        )

        return named_rule_input
