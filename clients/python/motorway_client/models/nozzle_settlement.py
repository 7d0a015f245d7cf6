from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.nozzle_check import NozzleCheck
    from ..models.sold_fuel import SoldFuel


T = TypeVar("T", bound="NozzleSettlement")


@_attrs_define
class NozzleSettlement:
    """
    Attributes:
        meter (NozzleCheck): A nozzle over a time; difference = end - start - fuelled. Start and end are null where it
            delivered nothing.
        sold (list[SoldFuel]): What is on tickets
        unsold_ml (int): Fuelled and on no ticket
        unsold_minor (int):
    """

    meter: NozzleCheck
    sold: list[SoldFuel]
    unsold_ml: int
    unsold_minor: int

    def to_dict(self) -> dict[str, Any]:
        meter = self.meter.to_dict()

        sold = []
        for sold_item_data in self.sold:
            sold_item = sold_item_data.to_dict()
            sold.append(sold_item)

        unsold_ml = self.unsold_ml

        unsold_minor = self.unsold_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "meter": meter,
                "sold": sold,
                "unsold_ml": unsold_ml,
                "unsold_minor": unsold_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.nozzle_check import NozzleCheck
        from ..models.sold_fuel import SoldFuel

        d = dict(src_dict)
        meter = NozzleCheck.from_dict(d.pop("meter"))

        sold = []
        _sold = d.pop("sold")
        for sold_item_data in _sold:
            sold_item = SoldFuel.from_dict(sold_item_data)

            sold.append(sold_item)

        unsold_ml = d.pop("unsold_ml")

        unsold_minor = d.pop("unsold_minor")

        nozzle_settlement = cls(
            meter=meter,
            sold=sold,
            unsold_ml=unsold_ml,
            unsold_minor=unsold_minor,
        )

        return nozzle_settlement
