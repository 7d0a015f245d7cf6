from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.rule_schedule_side import RuleScheduleSide

if TYPE_CHECKING:
    from ..models.rule_hours import RuleHours


T = TypeVar("T", bound="RuleSchedule")


@_attrs_define
class RuleSchedule:
    """The rule looks inside, or outside, of these hours of the week, in the site's time zone.

    Attributes:
        apply (RuleScheduleSide):
        hours (list[RuleHours]):
    """

    apply: RuleScheduleSide
    hours: list[RuleHours]

    def to_dict(self) -> dict[str, Any]:
        apply = self.apply.value

        hours = []
        for hours_item_data in self.hours:
            hours_item = hours_item_data.to_dict()
            hours.append(hours_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "apply": apply,
                "hours": hours,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_hours import RuleHours

        d = dict(src_dict)
        apply = RuleScheduleSide(d.pop("apply"))

        hours = []
        _hours = d.pop("hours")
        for hours_item_data in _hours:
            hours_item = RuleHours.from_dict(hours_item_data)

            hours.append(hours_item)

        rule_schedule = cls(
            apply=apply,
            hours=hours,
        )

        return rule_schedule
