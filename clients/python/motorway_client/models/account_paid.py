from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.account import Account
    from ..models.account_entry import AccountEntry


T = TypeVar("T", bound="AccountPaid")


@_attrs_define
class AccountPaid:
    """
    Attributes:
        entry (AccountEntry): A line of the ledger; it is never changed.
        account (Account): An account customer, and what they owe.
    """

    entry: AccountEntry
    account: Account

    def to_dict(self) -> dict[str, Any]:
        entry = self.entry.to_dict()

        account = self.account.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "entry": entry,
                "account": account,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.account import Account
        from ..models.account_entry import AccountEntry

        d = dict(src_dict)
        entry = AccountEntry.from_dict(d.pop("entry"))

        account = Account.from_dict(d.pop("account"))

        account_paid = cls(
            entry=entry,
            account=account,
        )

        return account_paid
