from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.debt import Debt
    from ..models.sale import Sale


T = TypeVar("T", bound="SaleLeftUnpaid")


@_attrs_define
class SaleLeftUnpaid:
    """
    Attributes:
        sale (Sale): A ticket: what is on it, and what was given for it.
        debt (Debt): Fuel that left without money, or with too little.
    """

    sale: Sale
    debt: Debt

    def to_dict(self) -> dict[str, Any]:
        sale = self.sale.to_dict()

        debt = self.debt.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sale": sale,
                "debt": debt,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.debt import Debt
        from ..models.sale import Sale

        d = dict(src_dict)
        sale = Sale.from_dict(d.pop("sale"))

        debt = Debt.from_dict(d.pop("debt"))

        sale_left_unpaid = cls(
            sale=sale,
            debt=debt,
        )

        return sale_left_unpaid
