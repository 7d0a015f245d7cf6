from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Nozzle")


@_attrs_define
class Nozzle:
    """
    Attributes:
        number (int): Within its pump
        grade_id (str):
        tank (int):
    """

    number: int
    grade_id: str
    tank: int

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        grade_id = self.grade_id

        tank = self.tank

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "grade_id": grade_id,
                "tank": tank,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        grade_id = d.pop("grade_id")

        tank = d.pop("tank")

        nozzle = cls(
            number=number,
            grade_id=grade_id,
            tank=tank,
        )

        return nozzle
