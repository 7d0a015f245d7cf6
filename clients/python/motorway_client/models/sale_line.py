from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.fuel_line import FuelLine


T = TypeVar("T", bound="SaleLine")


@_attrs_define
class SaleLine:
    """
    Attributes:
        number (int): From 1 within the sale
        description (str):
        amount_minor (int): Holds its VAT
        vat_rate_bp (int): Basis points: 2000 is 20 %
        item_id (str): Of a shop item
        quantity (int):
        unit_amount_minor (int):
        fuel (FuelLine | None): Of fuel
    """

    number: int
    description: str
    amount_minor: int
    vat_rate_bp: int
    item_id: str
    quantity: int
    unit_amount_minor: int
    fuel: FuelLine | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.fuel_line import FuelLine

        number = self.number

        description = self.description

        amount_minor = self.amount_minor

        vat_rate_bp = self.vat_rate_bp

        item_id = self.item_id

        quantity = self.quantity

        unit_amount_minor = self.unit_amount_minor

        fuel: dict[str, Any] | None
        if isinstance(self.fuel, FuelLine):
            fuel = self.fuel.to_dict()
        else:
            fuel = self.fuel

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "description": description,
                "amount_minor": amount_minor,
                "vat_rate_bp": vat_rate_bp,
                "item_id": item_id,
                "quantity": quantity,
                "unit_amount_minor": unit_amount_minor,
                "fuel": fuel,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.fuel_line import FuelLine

        d = dict(src_dict)
        number = d.pop("number")

        description = d.pop("description")

        amount_minor = d.pop("amount_minor")

        vat_rate_bp = d.pop("vat_rate_bp")

        item_id = d.pop("item_id")

        quantity = d.pop("quantity")

        unit_amount_minor = d.pop("unit_amount_minor")

        def _parse_fuel(data: object) -> FuelLine | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fuel_type_0 = FuelLine.from_dict(data)

                return fuel_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FuelLine | None, data)

        fuel = _parse_fuel(d.pop("fuel"))

        sale_line = cls(
            number=number,
            description=description,
            amount_minor=amount_minor,
            vat_rate_bp=vat_rate_bp,
            item_id=item_id,
            quantity=quantity,
            unit_amount_minor=unit_amount_minor,
            fuel=fuel,
        )

        return sale_line
