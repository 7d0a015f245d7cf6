from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="GradeOnSign")


@_attrs_define
class GradeOnSign:
    """
    Attributes:
        grade_id (str):
        unit_price_milli (int):
    """

    grade_id: str
    unit_price_milli: int

    def to_dict(self) -> dict[str, Any]:
        grade_id = self.grade_id

        unit_price_milli = self.unit_price_milli

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "grade_id": grade_id,
                "unit_price_milli": unit_price_milli,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        grade_id = d.pop("grade_id")

        unit_price_milli = d.pop("unit_price_milli")

        grade_on_sign = cls(
            grade_id=grade_id,
            unit_price_milli=unit_price_milli,
        )

        return grade_on_sign
