from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.weekly_hours_input_days_item import WeeklyHoursInputDaysItem
from ..types import UNSET, Unset

T = TypeVar("T", bound="WeeklyHoursInput")


@_attrs_define
class WeeklyHoursInput:
    """
    Attributes:
        start (str):
        end (str): Not after the start: on the next day
        days (list[WeeklyHoursInputDaysItem] | Unset): Empty: every day
    """

    start: str
    end: str
    days: list[WeeklyHoursInputDaysItem] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        start = self.start

        end = self.end

        days: list[str] | Unset = UNSET
        if not isinstance(self.days, Unset):
            days = []
            for days_item_data in self.days:
                days_item = days_item_data.value
                days.append(days_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "start": start,
                "end": end,
            }
        )
        if days is not UNSET:
            field_dict["days"] = days

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        start = d.pop("start")

        end = d.pop("end")

        _days = d.pop("days", UNSET)
        days: list[WeeklyHoursInputDaysItem] | Unset = UNSET
        if _days is not UNSET:
            days = []
            for days_item_data in _days:
                days_item = WeeklyHoursInputDaysItem(days_item_data)

                days.append(days_item)

        weekly_hours_input = cls(
            start=start,
            end=end,
            days=days,
        )

        return weekly_hours_input
