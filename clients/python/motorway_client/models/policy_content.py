from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.escalation_step_input import EscalationStepInput


T = TypeVar("T", bound="PolicyContent")


@_attrs_define
class PolicyContent:
    """
    Attributes:
        name (str):
        steps (list[EscalationStepInput]):
        sites (list[str] | Unset): Site ids; empty: every site
        enabled (bool | Unset):  Default: True.
        severities (list[AlertSeverity] | Unset): Empty: any
        rules (list[str] | Unset): Ids or patterns; empty: any
        repeat_every_s (int | Unset):  Default: 3600.
        repeats (int | Unset): How often the steps are gone through again Default: 0.
        tell_end (bool | Unset): Who was told is told that it is over Default: True.
    """

    name: str
    steps: list[EscalationStepInput]
    sites: list[str] | Unset = UNSET
    enabled: bool | Unset = True
    severities: list[AlertSeverity] | Unset = UNSET
    rules: list[str] | Unset = UNSET
    repeat_every_s: int | Unset = 3600
    repeats: int | Unset = 0
    tell_end: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        sites: list[str] | Unset = UNSET
        if not isinstance(self.sites, Unset):
            sites = self.sites

        enabled = self.enabled

        severities: list[str] | Unset = UNSET
        if not isinstance(self.severities, Unset):
            severities = []
            for severities_item_data in self.severities:
                severities_item = severities_item_data.value
                severities.append(severities_item)

        rules: list[str] | Unset = UNSET
        if not isinstance(self.rules, Unset):
            rules = self.rules

        repeat_every_s = self.repeat_every_s

        repeats = self.repeats

        tell_end = self.tell_end

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "steps": steps,
            }
        )
        if sites is not UNSET:
            field_dict["sites"] = sites
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if severities is not UNSET:
            field_dict["severities"] = severities
        if rules is not UNSET:
            field_dict["rules"] = rules
        if repeat_every_s is not UNSET:
            field_dict["repeat_every_s"] = repeat_every_s
        if repeats is not UNSET:
            field_dict["repeats"] = repeats
        if tell_end is not UNSET:
            field_dict["tell_end"] = tell_end

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.escalation_step_input import EscalationStepInput

        d = dict(src_dict)
        name = d.pop("name")

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = EscalationStepInput.from_dict(steps_item_data)

            steps.append(steps_item)

        sites = cast(list[str], d.pop("sites", UNSET))

        enabled = d.pop("enabled", UNSET)

        _severities = d.pop("severities", UNSET)
        severities: list[AlertSeverity] | Unset = UNSET
        if _severities is not UNSET:
            severities = []
            for severities_item_data in _severities:
                severities_item = AlertSeverity(severities_item_data)

                severities.append(severities_item)

        rules = cast(list[str], d.pop("rules", UNSET))

        repeat_every_s = d.pop("repeat_every_s", UNSET)

        repeats = d.pop("repeats", UNSET)

        tell_end = d.pop("tell_end", UNSET)

        policy_content = cls(
            name=name,
            steps=steps,
            sites=sites,
            enabled=enabled,
            severities=severities,
            rules=rules,
            repeat_every_s=repeat_every_s,
            repeats=repeats,
            tell_end=tell_end,
        )

        return policy_content
