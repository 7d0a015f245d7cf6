from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SupplierInput")


@_attrs_define
class SupplierInput:
    """Who sells, as it must be on a receipt.

    Attributes:
        name (str | Unset): Legal name Default: ''.
        address (list[str] | Unset): Its lines
        vat_id (str | Unset):  Default: ''.
    """

    name: str | Unset = ""
    address: list[str] | Unset = UNSET
    vat_id: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        address: list[str] | Unset = UNSET
        if not isinstance(self.address, Unset):
            address = self.address

        vat_id = self.vat_id

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if address is not UNSET:
            field_dict["address"] = address
        if vat_id is not UNSET:
            field_dict["vat_id"] = vat_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        address = cast(list[str], d.pop("address", UNSET))

        vat_id = d.pop("vat_id", UNSET)

        supplier_input = cls(
            name=name,
            address=address,
            vat_id=vat_id,
        )

        return supplier_input
