from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.weekly_hours_input import WeeklyHoursInput


T = TypeVar("T", bound="QuietHoursInput")


@_attrs_define
class QuietHoursInput:
    """
    Attributes:
        hours (WeeklyHoursInput):
        up_to (AlertSeverity | Unset):
    """

    hours: WeeklyHoursInput
    up_to: AlertSeverity | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        hours = self.hours.to_dict()

        up_to: str | Unset = UNSET
        if not isinstance(self.up_to, Unset):
            up_to = self.up_to.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "hours": hours,
            }
        )
        if up_to is not UNSET:
            field_dict["up_to"] = up_to

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.weekly_hours_input import WeeklyHoursInput

        d = dict(src_dict)
        hours = WeeklyHoursInput.from_dict(d.pop("hours"))

        _up_to = d.pop("up_to", UNSET)
        up_to: AlertSeverity | Unset
        if isinstance(_up_to, Unset):
            up_to = UNSET
        else:
            up_to = AlertSeverity(_up_to)

        quiet_hours_input = cls(
            hours=hours,
            up_to=up_to,
        )

        return quiet_hours_input
