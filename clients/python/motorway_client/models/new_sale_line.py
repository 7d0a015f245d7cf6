from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewSaleLine")


@_attrs_define
class NewSaleLine:
    """
    Attributes:
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
        item_id (str | Unset): This or a barcode Default: ''.
        barcode (str | Unset): As it was scanned Default: ''.
        quantity (int | Unset):  Default: 1.
    """

    shift_id: str | Unset = ""
    item_id: str | Unset = ""
    barcode: str | Unset = ""
    quantity: int | Unset = 1

    def to_dict(self) -> dict[str, Any]:
        shift_id = self.shift_id

        item_id = self.item_id

        barcode = self.barcode

        quantity = self.quantity

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id
        if item_id is not UNSET:
            field_dict["item_id"] = item_id
        if barcode is not UNSET:
            field_dict["barcode"] = barcode
        if quantity is not UNSET:
            field_dict["quantity"] = quantity

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        shift_id = d.pop("shift_id", UNSET)

        item_id = d.pop("item_id", UNSET)

        barcode = d.pop("barcode", UNSET)

        quantity = d.pop("quantity", UNSET)

        new_sale_line = cls(
            shift_id=shift_id,
            item_id=item_id,
            barcode=barcode,
            quantity=quantity,
        )

        return new_sale_line
