from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NozzleInput")


@_attrs_define
class NozzleInput:
    """
    Attributes:
        number (int): Within its pump
        grade_id (str):
        tank (int):
        second_tank (int | Unset): 0: none. For a blended grade the tanks hold its two parts, else both hold the grade
            Default: 0.
        second_tank_per_mille (int | Unset): What the second tank gives of the delivery; the first gives the rest
            Default: 0.
    """

    number: int
    grade_id: str
    tank: int
    second_tank: int | Unset = 0
    second_tank_per_mille: int | Unset = 0

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
            }
        )
        if second_tank is not UNSET:
            field_dict["second_tank"] = second_tank
        if second_tank_per_mille is not UNSET:
            field_dict["second_tank_per_mille"] = second_tank_per_mille

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        grade_id = d.pop("grade_id")

        tank = d.pop("tank")

        second_tank = d.pop("second_tank", UNSET)

        second_tank_per_mille = d.pop("second_tank_per_mille", UNSET)

        nozzle_input = cls(
            number=number,
            grade_id=grade_id,
            tank=tank,
            second_tank=second_tank,
            second_tank_per_mille=second_tank_per_mille,
        )

        return nozzle_input
