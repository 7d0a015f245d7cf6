from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.receipt_fuel import ReceiptFuel


T = TypeVar("T", bound="ReceiptLine")


@_attrs_define
class ReceiptLine:
    """
    Attributes:
        number (int):
        description (str):
        item_id (str): Of a shop item
        quantity (int):
        unit_amount_minor (int):
        amount_minor (int): With VAT
        vat_rate_bp (int): Basis points: 2000 is 20 %
        fuel (None | ReceiptFuel):
    """

    number: int
    description: str
    item_id: str
    quantity: int
    unit_amount_minor: int
    amount_minor: int
    vat_rate_bp: int
    fuel: None | ReceiptFuel
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.receipt_fuel import ReceiptFuel

        number = self.number

        description = self.description

        item_id = self.item_id

        quantity = self.quantity

        unit_amount_minor = self.unit_amount_minor

        amount_minor = self.amount_minor

        vat_rate_bp = self.vat_rate_bp

        fuel: dict[str, Any] | None
        if isinstance(self.fuel, ReceiptFuel):
            fuel = self.fuel.to_dict()
        else:
            fuel = self.fuel

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "description": description,
                "item_id": item_id,
                "quantity": quantity,
                "unit_amount_minor": unit_amount_minor,
                "amount_minor": amount_minor,
                "vat_rate_bp": vat_rate_bp,
                "fuel": fuel,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.receipt_fuel import ReceiptFuel

        d = dict(src_dict)
        number = d.pop("number")

        description = d.pop("description")

        item_id = d.pop("item_id")

        quantity = d.pop("quantity")

        unit_amount_minor = d.pop("unit_amount_minor")

        amount_minor = d.pop("amount_minor")

        vat_rate_bp = d.pop("vat_rate_bp")

        def _parse_fuel(data: object) -> None | ReceiptFuel:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                fuel_type_0 = ReceiptFuel.from_dict(data)

                return fuel_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReceiptFuel, data)

        fuel = _parse_fuel(d.pop("fuel"))

        receipt_line = cls(
            number=number,
            description=description,
            item_id=item_id,
            quantity=quantity,
            unit_amount_minor=unit_amount_minor,
            amount_minor=amount_minor,
            vat_rate_bp=vat_rate_bp,
            fuel=fuel,
        )

        receipt_line.additional_properties = d
        return receipt_line

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
