from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Balance")


@_attrs_define
class Balance:
    """
    Attributes:
        account (str):
        currency (str): ISO 4217
        balance_minor (int): Debit is positive
    """

    account: str
    currency: str
    balance_minor: int

    def to_dict(self) -> dict[str, Any]:
        account = self.account

        currency = self.currency

        balance_minor = self.balance_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "account": account,
                "currency": currency,
                "balance_minor": balance_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        account = d.pop("account")

        currency = d.pop("currency")

        balance_minor = d.pop("balance_minor")

        balance = cls(
            account=account,
            currency=currency,
            balance_minor=balance_minor,
        )

        return balance
