from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.rule_schedule_side import RuleScheduleSide
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.rule_hours_input import RuleHoursInput


T = TypeVar("T", bound="RuleScheduleInput")


@_attrs_define
class RuleScheduleInput:
    """The rule looks inside, or outside, of these hours of the week, in the site's time zone.

    Attributes:
        hours (list[RuleHoursInput]):
        apply (RuleScheduleSide | Unset):
    """

    hours: list[RuleHoursInput]
    apply: RuleScheduleSide | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        hours = []
        for hours_item_data in self.hours:
            hours_item = hours_item_data.to_dict()
            hours.append(hours_item)

        apply: str | Unset = UNSET
        if not isinstance(self.apply, Unset):
            apply = self.apply.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "hours": hours,
            }
        )
        if apply is not UNSET:
            field_dict["apply"] = apply

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rule_hours_input import RuleHoursInput

        d = dict(src_dict)
        hours = []
        _hours = d.pop("hours")
        for hours_item_data in _hours:
            hours_item = RuleHoursInput.from_dict(hours_item_data)

            hours.append(hours_item)

        _apply = d.pop("apply", UNSET)
        apply: RuleScheduleSide | Unset
        if isinstance(_apply, Unset):
            apply = UNSET
        else:
            apply = RuleScheduleSide(_apply)

        rule_schedule_input = cls(
            hours=hours,
            apply=apply,
        )

        return rule_schedule_input
