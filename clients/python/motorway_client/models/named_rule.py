from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity

if TYPE_CHECKING:
    from ..models.rule_absence import RuleAbsence
    from ..models.rule_compare import RuleCompare
    from ..models.rule_event import RuleEvent
    from ..models.rule_override import RuleOverride
    from ..models.rule_rate import RuleRate
    from ..models.rule_schedule import RuleSchedule
    from ..models.rule_state import RuleState
    from ..models.rule_threshold import RuleThreshold
    from ..models.rule_window import RuleWindow


T = TypeVar("T", bound="NamedRule")


@_attrs_define
class NamedRule:
    """
    Attributes:
        name (str):
        text (str): Of its alerts; `{value:.1f}`, `{device}`, facts and fields in braces
        response (str): What to do Default: ''.
        severity (AlertSeverity):
        enabled (bool):  Default: True.
        sites (list[str]): Empty: every site
        when (RuleAbsence | RuleCompare | RuleEvent | RuleRate | RuleState | RuleThreshold | RuleWindow): What must be
            so
        schedule (None | RuleSchedule):
        overrides (list[RuleOverride]): What is otherwise at some sites
        rule_id (str):
    """

    name: str
    text: str
    severity: AlertSeverity
    sites: list[str]
    when: RuleAbsence | RuleCompare | RuleEvent | RuleRate | RuleState | RuleThreshold | RuleWindow
    schedule: None | RuleSchedule
    overrides: list[RuleOverride]
    rule_id: str
    response: str = ""
    enabled: bool = True

    def to_dict(self) -> dict[str, Any]:
        from ..models.rule_absence import RuleAbsence
        from ..models.rule_compare import RuleCompare
        from ..models.rule_rate import RuleRate
        from ..models.rule_schedule import RuleSchedule
        from ..models.rule_state import RuleState
        from ..models.rule_threshold import RuleThreshold
        from ..models.rule_window import RuleWindow

        name = self.name

        text = self.text

        response = self.response

        severity = self.severity.value

        enabled = self.enabled

        sites = self.sites

        when: dict[str, Any]
        if (
            isinstance(self.when, RuleThreshold)
            or isinstance(self.when, RuleRate)
            or isinstance(self.when, RuleWindow)
            or isinstance(self.when, RuleAbsence)
            or isinstance(self.when, RuleCompare)
            or isinstance(self.when, RuleState)
        ):
            when = self.when.to_dict()
        else:
            when = self.when.to_dict()

        schedule: dict[str, Any] | None
        if isinstance(self.schedule, RuleSchedule):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule

        overrides = []
        for overrides_item_data in self.overrides:
            overrides_item = overrides_item_data.to_dict()
            overrides.append(overrides_item)

        rule_id = self.rule_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "text": text,
                "response": response,
                "severity": severity,
                "enabled": enabled,
                "sites": sites,
                "when": when,
                "schedule": schedule,
                "overrides": overrides,
                "rule_id": rule_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_absence import RuleAbsence
        from ..models.rule_compare import RuleCompare
        from ..models.rule_event import RuleEvent
        from ..models.rule_override import RuleOverride
        from ..models.rule_rate import RuleRate
        from ..models.rule_schedule import RuleSchedule
        from ..models.rule_state import RuleState
        from ..models.rule_threshold import RuleThreshold
        from ..models.rule_window import RuleWindow

        d = dict(src_dict)
        name = d.pop("name")

        text = d.pop("text")

        response = d.pop("response")

        severity = AlertSeverity(d.pop("severity"))

        enabled = d.pop("enabled")

        sites = cast(list[str], d.pop("sites"))

        def _parse_when(
            data: object,
        ) -> RuleAbsence | RuleCompare | RuleEvent | RuleRate | RuleState | RuleThreshold | RuleWindow:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_0 = RuleThreshold.from_dict(data)

                return when_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_1 = RuleRate.from_dict(data)

                return when_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_2 = RuleWindow.from_dict(data)

                return when_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_3 = RuleAbsence.from_dict(data)

                return when_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_4 = RuleCompare.from_dict(data)

                return when_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                when_type_5 = RuleState.from_dict(data)

                return when_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            when_type_6 = RuleEvent.from_dict(data)

            return when_type_6

        when = _parse_when(d.pop("when"))

        def _parse_schedule(data: object) -> None | RuleSchedule:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0 = RuleSchedule.from_dict(data)

                return schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RuleSchedule, data)

        schedule = _parse_schedule(d.pop("schedule"))

        overrides = []
        _overrides = d.pop("overrides")
        for overrides_item_data in _overrides:
            overrides_item = RuleOverride.from_dict(overrides_item_data)

            overrides.append(overrides_item)

        rule_id = d.pop("rule_id")

        named_rule = cls(
            name=name,
            text=text,
            response=response,
            severity=severity,
            enabled=enabled,
            sites=sites,
            when=when,
            schedule=schedule,
            overrides=overrides,
            rule_id=rule_id,
        )

        return named_rule
