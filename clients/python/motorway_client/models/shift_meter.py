from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ShiftMeter")


@_attrs_define
class ShiftMeter:
    """A nozzle's totaliser over the shift; difference = end - start - fuelled.

    Attributes:
        pump (int):
        nozzle (int):
        grade_id (str):
        start_ml (int):
        end_ml (int):
        fuelled_ml (int):
        difference_ml (int):
    """

    pump: int
    nozzle: int
    grade_id: str
    start_ml: int
    end_ml: int
    fuelled_ml: int
    difference_ml: int

    def to_dict(self) -> dict[str, Any]:
        pump = self.pump

        nozzle = self.nozzle

        grade_id = self.grade_id

        start_ml = self.start_ml

        end_ml = self.end_ml

        fuelled_ml = self.fuelled_ml

        difference_ml = self.difference_ml

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pump": pump,
                "nozzle": nozzle,
                "grade_id": grade_id,
                "start_ml": start_ml,
                "end_ml": end_ml,
                "fuelled_ml": fuelled_ml,
                "difference_ml": difference_ml,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        pump = d.pop("pump")

        nozzle = d.pop("nozzle")

        grade_id = d.pop("grade_id")

        start_ml = d.pop("start_ml")

        end_ml = d.pop("end_ml")

        fuelled_ml = d.pop("fuelled_ml")

        difference_ml = d.pop("difference_ml")

        shift_meter = cls(
            pump=pump,
            nozzle=nozzle,
            grade_id=grade_id,
            start_ml=start_ml,
            end_ml=end_ml,
            fuelled_ml=fuelled_ml,
            difference_ml=difference_ml,
        )

        return shift_meter
