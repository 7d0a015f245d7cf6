from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="TankFilling")


@_attrs_define
class TankFilling:
    """A delivery that goes on.

    Attributes:
        since (datetime.datetime):
        risen_l (float): Litres by which the content has risen; what was sold meanwhile is not in it
    """

    since: datetime.datetime
    risen_l: float

    def to_dict(self) -> dict[str, Any]:
        since = self.since.isoformat()

        risen_l = self.risen_l

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "since": since,
                "risen_l": risen_l,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        since = datetime.datetime.fromisoformat(d.pop("since"))

        risen_l = d.pop("risen_l")

        tank_filling = cls(
            since=since,
            risen_l=risen_l,
        )

        return tank_filling
