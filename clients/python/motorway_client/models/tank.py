from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Tank")


@_attrs_define
class Tank:
    """
    Attributes:
        number (int):
        grade_id (str):
        capacity_ml (int): Shell capacity
        max_safe_fill_ml (int): Ullage is counted from here
        diameter_tenth_mm (int): Tenths of a millimetre
    """

    number: int
    grade_id: str
    capacity_ml: int
    max_safe_fill_ml: int
    diameter_tenth_mm: int

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        grade_id = self.grade_id

        capacity_ml = self.capacity_ml

        max_safe_fill_ml = self.max_safe_fill_ml

        diameter_tenth_mm = self.diameter_tenth_mm

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "grade_id": grade_id,
                "capacity_ml": capacity_ml,
                "max_safe_fill_ml": max_safe_fill_ml,
                "diameter_tenth_mm": diameter_tenth_mm,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        grade_id = d.pop("grade_id")

        capacity_ml = d.pop("capacity_ml")

        max_safe_fill_ml = d.pop("max_safe_fill_ml")

        diameter_tenth_mm = d.pop("diameter_tenth_mm")

        tank = cls(
            number=number,
            grade_id=grade_id,
            capacity_ml=capacity_ml,
            max_safe_fill_ml=max_safe_fill_ml,
            diameter_tenth_mm=diameter_tenth_mm,
        )

        return tank
