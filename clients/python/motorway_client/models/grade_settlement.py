from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.sold_fuel import SoldFuel


T = TypeVar("T", bound="GradeSettlement")


@_attrs_define
class GradeSettlement:
    """
    Attributes:
        grade_id (str):
        fuellings (int):
        fuelled_ml (int):
        fuelled_minor (int):
        meter_ml (int): Way of the totalisers of its nozzles
        sold (list[SoldFuel]):
    """

    grade_id: str
    fuellings: int
    fuelled_ml: int
    fuelled_minor: int
    meter_ml: int
    sold: list[SoldFuel]

    def to_dict(self) -> dict[str, Any]:
        grade_id = self.grade_id

        fuellings = self.fuellings

        fuelled_ml = self.fuelled_ml

        fuelled_minor = self.fuelled_minor

        meter_ml = self.meter_ml

        sold = []
        for sold_item_data in self.sold:
            sold_item = sold_item_data.to_dict()
            sold.append(sold_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "grade_id": grade_id,
                "fuellings": fuellings,
                "fuelled_ml": fuelled_ml,
                "fuelled_minor": fuelled_minor,
                "meter_ml": meter_ml,
                "sold": sold,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.sold_fuel import SoldFuel

        d = dict(src_dict)
        grade_id = d.pop("grade_id")

        fuellings = d.pop("fuellings")

        fuelled_ml = d.pop("fuelled_ml")

        fuelled_minor = d.pop("fuelled_minor")

        meter_ml = d.pop("meter_ml")

        sold = []
        _sold = d.pop("sold")
        for sold_item_data in _sold:
            sold_item = SoldFuel.from_dict(sold_item_data)

            sold.append(sold_item)

        grade_settlement = cls(
            grade_id=grade_id,
            fuellings=fuellings,
            fuelled_ml=fuelled_ml,
            fuelled_minor=fuelled_minor,
            meter_ml=meter_ml,
            sold=sold,
        )

        return grade_settlement
