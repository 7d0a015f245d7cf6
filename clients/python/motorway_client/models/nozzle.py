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
        second_tank (int): 0: none. For a blended grade the tanks hold its two parts, else both hold the grade Default:
            0.
        second_tank_per_mille (int): What the second tank gives of the delivery; the first gives the rest Default: 0.
    """

    number: int
    grade_id: str
    tank: int
    second_tank: int = 0
    second_tank_per_mille: int = 0

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        grade_id = self.grade_id

        tank = self.tank

        second_tank = self.second_tank

        second_tank_per_mille = self.second_tank_per_mille

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "grade_id": grade_id,
                "tank": tank,
                "second_tank": second_tank,
                "second_tank_per_mille": second_tank_per_mille,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        grade_id = d.pop("grade_id")

        tank = d.pop("tank")

        second_tank = d.pop("second_tank")

        second_tank_per_mille = d.pop("second_tank_per_mille")

        nozzle = cls(
            number=number,
            grade_id=grade_id,
            tank=tank,
            second_tank=second_tank,
            second_tank_per_mille=second_tank_per_mille,
        )

        return nozzle
