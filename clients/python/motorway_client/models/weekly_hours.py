from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.weekly_hours_days_item import WeeklyHoursDaysItem

T = TypeVar("T", bound="WeeklyHours")


@_attrs_define
class WeeklyHours:
    """
    Attributes:
        days (list[WeeklyHoursDaysItem]): Empty: every day
        start (str):
        end (str): Not after the start: on the next day
    """

    days: list[WeeklyHoursDaysItem]
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
            days_item = WeeklyHoursDaysItem(days_item_data)

            days.append(days_item)

        start = d.pop("start")

        end = d.pop("end")

        weekly_hours = cls(
            days=days,
            start=start,
            end=end,
        )

        return weekly_hours
