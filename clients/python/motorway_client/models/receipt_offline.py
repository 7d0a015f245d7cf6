from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReceiptOffline")


@_attrs_define
class ReceiptOffline:
    """It was handed out by a till without a line.

    Attributes:
        operation_id (str):
        number (int): Of the operation, within its device
        handed_in_at (str): When the till was back
    """

    operation_id: str
    number: int
    handed_in_at: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        operation_id = self.operation_id

        number = self.number

        handed_in_at = self.handed_in_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "operation_id": operation_id,
                "number": number,
                "handed_in_at": handed_in_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        operation_id = d.pop("operation_id")

        number = d.pop("number")

        handed_in_at = d.pop("handed_in_at")

        receipt_offline = cls(
            operation_id=operation_id,
            number=number,
            handed_in_at=handed_in_at,
        )

        receipt_offline.additional_properties = d
        return receipt_offline

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
