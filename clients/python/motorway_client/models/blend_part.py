from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="BlendPart")


@_attrs_define
class BlendPart:
    """
    Attributes:
        grade_id (str):
        per_mille (int): The parts add up to 1000
    """

    grade_id: str
    per_mille: int

    def to_dict(self) -> dict[str, Any]:
        grade_id = self.grade_id

        per_mille = self.per_mille

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "grade_id": grade_id,
                "per_mille": per_mille,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        grade_id = d.pop("grade_id")

        per_mille = d.pop("per_mille")

        blend_part = cls(
            grade_id=grade_id,
            per_mille=per_mille,
        )

        return blend_part
