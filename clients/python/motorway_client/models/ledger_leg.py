from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="LedgerLeg")


@_attrs_define
class LedgerLeg:
    """
    Attributes:
        account (str):
        amount_minor (int): Debit is positive
    """

    account: str
    amount_minor: int

    def to_dict(self) -> dict[str, Any]:
        account = self.account

        amount_minor = self.amount_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "account": account,
                "amount_minor": amount_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        account = d.pop("account")

        amount_minor = d.pop("amount_minor")

        ledger_leg = cls(
            account=account,
            amount_minor=amount_minor,
        )

        return ledger_leg
