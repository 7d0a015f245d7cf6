from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ShiftFuel")


@_attrs_define
class ShiftFuel:
    """
    Attributes:
        grade_id (str):
        count (int):
        volume_ml (int):
        amount_minor (int):
    """

    grade_id: str
    count: int
    volume_ml: int
    amount_minor: int

    def to_dict(self) -> dict[str, Any]:
        grade_id = self.grade_id

        count = self.count

        volume_ml = self.volume_ml

        amount_minor = self.amount_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "grade_id": grade_id,
                "count": count,
                "volume_ml": volume_ml,
                "amount_minor": amount_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        grade_id = d.pop("grade_id")

        count = d.pop("count")

        volume_ml = d.pop("volume_ml")

        amount_minor = d.pop("amount_minor")

        shift_fuel = cls(
            grade_id=grade_id,
            count=count,
            volume_ml=volume_ml,
            amount_minor=amount_minor,
        )

        return shift_fuel
