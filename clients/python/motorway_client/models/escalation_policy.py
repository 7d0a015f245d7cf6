from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity

if TYPE_CHECKING:
    from ..models.escalation_step import EscalationStep


T = TypeVar("T", bound="EscalationPolicy")


@_attrs_define
class EscalationPolicy:
    """
    Attributes:
        version (int): Grows with every change
        changed_at (datetime.datetime):
        changed_by (str):
        name (str):
        sites (list[str]): Site ids; empty: every site
        enabled (bool):  Default: True.
        severities (list[AlertSeverity]): Empty: any
        rules (list[str]): Ids or patterns; empty: any
        steps (list[EscalationStep]):
        repeat_every_s (int):  Default: 3600.
        repeats (int): How often the steps are gone through again Default: 0.
        tell_end (bool): Who was told is told that it is over Default: True.
        id (str):
    """

    version: int
    changed_at: datetime.datetime
    changed_by: str
    name: str
    sites: list[str]
    severities: list[AlertSeverity]
    rules: list[str]
    steps: list[EscalationStep]
    id: str
    enabled: bool = True
    repeat_every_s: int = 3600
    repeats: int = 0
    tell_end: bool = True

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        changed_at = self.changed_at.isoformat()

        changed_by = self.changed_by

        name = self.name

        sites = self.sites

        enabled = self.enabled

        severities = []
        for severities_item_data in self.severities:
            severities_item = severities_item_data.value
            severities.append(severities_item)

        rules = self.rules

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        repeat_every_s = self.repeat_every_s

        repeats = self.repeats

        tell_end = self.tell_end

        id = self.id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
                "changed_at": changed_at,
                "changed_by": changed_by,
                "name": name,
                "sites": sites,
                "enabled": enabled,
                "severities": severities,
                "rules": rules,
                "steps": steps,
                "repeat_every_s": repeat_every_s,
                "repeats": repeats,
                "tell_end": tell_end,
                "id": id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.escalation_step import EscalationStep

        d = dict(src_dict)
        version = d.pop("version")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        changed_by = d.pop("changed_by")

        name = d.pop("name")

        sites = cast(list[str], d.pop("sites"))

        enabled = d.pop("enabled")

        severities = []
        _severities = d.pop("severities")
        for severities_item_data in _severities:
            severities_item = AlertSeverity(severities_item_data)

            severities.append(severities_item)

        rules = cast(list[str], d.pop("rules"))

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = EscalationStep.from_dict(steps_item_data)

            steps.append(steps_item)

        repeat_every_s = d.pop("repeat_every_s")

        repeats = d.pop("repeats")

        tell_end = d.pop("tell_end")

        id = d.pop("id")

        escalation_policy = cls(
            version=version,
            changed_at=changed_at,
            changed_by=changed_by,
            name=name,
            sites=sites,
            enabled=enabled,
            severities=severities,
            rules=rules,
            steps=steps,
            repeat_every_s=repeat_every_s,
            repeats=repeats,
            tell_end=tell_end,
            id=id,
        )

        return escalation_policy
