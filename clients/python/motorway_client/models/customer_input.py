from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CustomerInput")


@_attrs_define
class CustomerInput:
    """Whom an invoice is made out to.

    Attributes:
        name (str):
        address (list[str]):
        vat_id (str | Unset):  Default: ''.
    """

    name: str
    address: list[str]
    vat_id: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        address = self.address

        vat_id = self.vat_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "address": address,
            }
        )
        if vat_id is not UNSET:
            field_dict["vat_id"] = vat_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        address = cast(list[str], d.pop("address"))

        vat_id = d.pop("vat_id", UNSET)

        customer_input = cls(
            name=name,
            address=address,
            vat_id=vat_id,
        )

        return customer_input
