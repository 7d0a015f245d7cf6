from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReceiptCard")


@_attrs_define
class ReceiptCard:
    """
    Attributes:
        brand (str): As Stripe names it
        last4 (str): Its last four digits
        reference (str): Id of the payment
        test (bool): No real money: the receipt says TEST
    """

    brand: str
    last4: str
    reference: str
    test: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        brand = self.brand

        last4 = self.last4

        reference = self.reference

        test = self.test

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "brand": brand,
                "last4": last4,
                "reference": reference,
                "test": test,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        brand = d.pop("brand")

        last4 = d.pop("last4")

        reference = d.pop("reference")

        test = d.pop("test")

        receipt_card = cls(
            brand=brand,
            last4=last4,
            reference=reference,
            test=test,
        )

        receipt_card.additional_properties = d
        return receipt_card

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
