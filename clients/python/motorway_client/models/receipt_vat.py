from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReceiptVat")


@_attrs_define
class ReceiptVat:
    """Everything of one rate; net and VAT are together the gross.

    Attributes:
        rate_bp (int):
        gross_minor (int):
        net_minor (int):
        vat_minor (int):
    """

    rate_bp: int
    gross_minor: int
    net_minor: int
    vat_minor: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rate_bp = self.rate_bp

        gross_minor = self.gross_minor

        net_minor = self.net_minor

        vat_minor = self.vat_minor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rate_bp": rate_bp,
                "gross_minor": gross_minor,
                "net_minor": net_minor,
                "vat_minor": vat_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        rate_bp = d.pop("rate_bp")

        gross_minor = d.pop("gross_minor")

        net_minor = d.pop("net_minor")

        vat_minor = d.pop("vat_minor")

        receipt_vat = cls(
            rate_bp=rate_bp,
            gross_minor=gross_minor,
            net_minor=net_minor,
            vat_minor=vat_minor,
        )

        receipt_vat.additional_properties = d
        return receipt_vat

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
