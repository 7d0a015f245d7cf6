from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ItemInput")


@_attrs_define
class ItemInput:
    """
    Attributes:
        name (str):
        price_minor (int): With VAT, in minor units of the site's currency
        vat_rate_bp (int): Basis points: 2000 is 20 %
        item_id (str): Short slug within the site
        barcode (str | Unset): EAN-8, EAN-13 or UPC-A with its check digit; UPC-A is kept as the EAN-13 that it is
            Default: ''.
        active (bool | Unset): Whether it is sold Default: True.
    """

    name: str
    price_minor: int
    vat_rate_bp: int
    item_id: str
    barcode: str | Unset = ""
    active: bool | Unset = True

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        price_minor = self.price_minor

        vat_rate_bp = self.vat_rate_bp

        item_id = self.item_id

        barcode = self.barcode

        active = self.active

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "price_minor": price_minor,
                "vat_rate_bp": vat_rate_bp,
                "item_id": item_id,
            }
        )
        if barcode is not UNSET:
            field_dict["barcode"] = barcode
        if active is not UNSET:
            field_dict["active"] = active

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        price_minor = d.pop("price_minor")

        vat_rate_bp = d.pop("vat_rate_bp")

        item_id = d.pop("item_id")

        barcode = d.pop("barcode", UNSET)

        active = d.pop("active", UNSET)

        item_input = cls(
            name=name,
            price_minor=price_minor,
            vat_rate_bp=vat_rate_bp,
            item_id=item_id,
            barcode=barcode,
            active=active,
        )

        return item_input
