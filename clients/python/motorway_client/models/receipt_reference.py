from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReceiptReference")


@_attrs_define
class ReceiptReference:
    """Another receipt: the original of a credit or a payment, the receipt of an invoice.

    Attributes:
        receipt_id (str):
        series (str):
        number (int):
        issued_at (str):
        issued_at_local (str):
    """

    receipt_id: str
    series: str
    number: int
    issued_at: str
    issued_at_local: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        receipt_id = self.receipt_id

        series = self.series

        number = self.number

        issued_at = self.issued_at

        issued_at_local = self.issued_at_local

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "receipt_id": receipt_id,
                "series": series,
                "number": number,
                "issued_at": issued_at,
                "issued_at_local": issued_at_local,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        receipt_id = d.pop("receipt_id")

        series = d.pop("series")

        number = d.pop("number")

        issued_at = d.pop("issued_at")

        issued_at_local = d.pop("issued_at_local")

        receipt_reference = cls(
            receipt_id=receipt_id,
            series=series,
            number=number,
            issued_at=issued_at,
            issued_at_local=issued_at_local,
        )

        receipt_reference.additional_properties = d
        return receipt_reference

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
