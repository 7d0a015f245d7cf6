from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.rule_day import RuleDay

T = TypeVar("T", bound="RuleHours")


@_attrs_define
class RuleHours:
    """
    Attributes:
        days (list[RuleDay]):
        start (str):
        end (str): Not after the start: on the next day
    """

    days: list[RuleDay]
    start: str
    end: str

    def to_dict(self) -> dict[str, Any]:
        days = []
        for days_item_data in self.days:
            days_item = days_item_data.value
            days.append(days_item)

        start = self.start

        end = self.end

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "days": days,
                "start": start,
                "end": end,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = RuleDay(days_item_data)

            days.append(days_item)

        start = d.pop("start")

        end = d.pop("end")

        rule_hours = cls(
            days=days,
            start=start,
            end=end,
        )

        return rule_hours
