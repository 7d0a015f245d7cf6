from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.sale import Sale


T = TypeVar("T", bound="ChangeGiven")


@_attrs_define
class ChangeGiven:
    """
    Attributes:
        sale (Sale): A ticket: what is on it, and what was given for it.
        cash_minor (int): To hand over
        account_minor (int): Back to the account that paid
    """

    sale: Sale
    cash_minor: int
    account_minor: int

    def to_dict(self) -> dict[str, Any]:
        sale = self.sale.to_dict()

        cash_minor = self.cash_minor

        account_minor = self.account_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sale": sale,
                "cash_minor": cash_minor,
                "account_minor": account_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.sale import Sale

        d = dict(src_dict)
        sale = Sale.from_dict(d.pop("sale"))

        cash_minor = d.pop("cash_minor")

        account_minor = d.pop("account_minor")

        change_given = cls(
            sale=sale,
            cash_minor=cash_minor,
            account_minor=account_minor,
        )

        return change_given
