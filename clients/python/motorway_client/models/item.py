from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Item")


@_attrs_define
class Item:
    """
    Attributes:
        name (str):
        price_minor (int): With VAT, in minor units of the site's currency
        vat_rate_bp (int): Basis points: 2000 is 20 %
        barcode (str): EAN-8, EAN-13 or UPC-A with its check digit; UPC-A is kept as the EAN-13 that it is Default: ''.
        active (bool): Whether it is sold Default: True.
        item_id (str): Short slug within the site
    """

    name: str
    price_minor: int
    vat_rate_bp: int
    item_id: str
    barcode: str = ""
    active: bool = True

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        price_minor = self.price_minor

        vat_rate_bp = self.vat_rate_bp

        barcode = self.barcode

        active = self.active

        item_id = self.item_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "price_minor": price_minor,
                "vat_rate_bp": vat_rate_bp,
                "barcode": barcode,
                "active": active,
                "item_id": item_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        price_minor = d.pop("price_minor")

        vat_rate_bp = d.pop("vat_rate_bp")

        barcode = d.pop("barcode")

        active = d.pop("active")

        item_id = d.pop("item_id")

        item = cls(
            name=name,
            price_minor=price_minor,
            vat_rate_bp=vat_rate_bp,
            barcode=barcode,
            active=active,
            item_id=item_id,
        )

        return item
