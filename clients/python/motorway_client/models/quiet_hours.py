from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity

if TYPE_CHECKING:
    from ..models.weekly_hours import WeeklyHours


T = TypeVar("T", bound="QuietHours")


@_attrs_define
class QuietHours:
    """
    Attributes:
        hours (WeeklyHours):
        up_to (AlertSeverity):
    """

    hours: WeeklyHours
    up_to: AlertSeverity

    def to_dict(self) -> dict[str, Any]:
        hours = self.hours.to_dict()

        up_to = self.up_to.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "hours": hours,
                "up_to": up_to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.weekly_hours import WeeklyHours

        d = dict(src_dict)
        hours = WeeklyHours.from_dict(d.pop("hours"))

        up_to = AlertSeverity(d.pop("up_to"))

        quiet_hours = cls(
            hours=hours,
            up_to=up_to,
        )

        return quiet_hours
