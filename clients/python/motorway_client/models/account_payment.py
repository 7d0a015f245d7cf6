from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="AccountPayment")


@_attrs_define
class AccountPayment:
    """
    Attributes:
        amount_minor (int): Negative: a payment that came back
        reference (str): The bank's, or the cheque's number
    """

    amount_minor: int
    reference: str

    def to_dict(self) -> dict[str, Any]:
        amount_minor = self.amount_minor

        reference = self.reference

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "amount_minor": amount_minor,
                "reference": reference,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        amount_minor = d.pop("amount_minor")

        reference = d.pop("reference")

        account_payment = cls(
            amount_minor=amount_minor,
            reference=reference,
        )

        return account_payment
