from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Grade")


@_attrs_define
class Grade:
    """
    Attributes:
        grade_id (str): Short slug
        name (str):
    """

    grade_id: str
    name: str

    def to_dict(self) -> dict[str, Any]:
        grade_id = self.grade_id

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "grade_id": grade_id,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        grade_id = d.pop("grade_id")

        name = d.pop("name")

        grade = cls(
            grade_id=grade_id,
            name=name,
        )

        return grade
