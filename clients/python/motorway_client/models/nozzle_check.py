from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="NozzleCheck")


@_attrs_define
class NozzleCheck:
    """A nozzle over a time; difference = end - start - fuelled. Start and end are null where it delivered nothing.

    Attributes:
        pump (int):
        nozzle (int):
        grade_id (str):
        fuellings (int):
        fuelled_ml (int):
        fuelled_minor (int):
        start_ml (int | None): Its totaliser
        end_ml (int | None):
        difference_ml (int):
    """

    pump: int
    nozzle: int
    grade_id: str
    fuellings: int
    fuelled_ml: int
    fuelled_minor: int
    start_ml: int | None
    end_ml: int | None
    difference_ml: int

    def to_dict(self) -> dict[str, Any]:
        pump = self.pump

        nozzle = self.nozzle

        grade_id = self.grade_id

        fuellings = self.fuellings

        fuelled_ml = self.fuelled_ml

        fuelled_minor = self.fuelled_minor

        start_ml: int | None
        start_ml = self.start_ml

        end_ml: int | None
        end_ml = self.end_ml

        difference_ml = self.difference_ml

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pump": pump,
                "nozzle": nozzle,
                "grade_id": grade_id,
                "fuellings": fuellings,
                "fuelled_ml": fuelled_ml,
                "fuelled_minor": fuelled_minor,
                "start_ml": start_ml,
                "end_ml": end_ml,
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

        fuellings = d.pop("fuellings")

        fuelled_ml = d.pop("fuelled_ml")

        fuelled_minor = d.pop("fuelled_minor")

        def _parse_start_ml(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        start_ml = _parse_start_ml(d.pop("start_ml"))

        def _parse_end_ml(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        end_ml = _parse_end_ml(d.pop("end_ml"))

        difference_ml = d.pop("difference_ml")

        nozzle_check = cls(
            pump=pump,
            nozzle=nozzle,
            grade_id=grade_id,
            fuellings=fuellings,
            fuelled_ml=fuelled_ml,
            fuelled_minor=fuelled_minor,
            start_ml=start_ml,
            end_ml=end_ml,
            difference_ml=difference_ml,
        )

        return nozzle_check
