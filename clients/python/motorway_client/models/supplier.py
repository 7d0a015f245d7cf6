from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Supplier")


@_attrs_define
class Supplier:
    """Who sells, as it must be on a receipt.

    Attributes:
        name (str): Legal name Default: ''.
        address (list[str]): Its lines
        vat_id (str):  Default: ''.
    """

    address: list[str]
    name: str = ""
    vat_id: str = ""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        address = self.address

        vat_id = self.vat_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "address": address,
                "vat_id": vat_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        address = cast(list[str], d.pop("address"))

        vat_id = d.pop("vat_id")

        supplier = cls(
            name=name,
            address=address,
            vat_id=vat_id,
        )

        return supplier
