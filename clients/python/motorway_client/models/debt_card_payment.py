from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.debt import Debt


T = TypeVar("T", bound="DebtCardPayment")


@_attrs_define
class DebtCardPayment:
    """
    Attributes:
        payment_id (str): All of it is under `/payments`
        debt (Debt): Fuel that left without money, or with too little.
    """

    payment_id: str
    debt: Debt

    def to_dict(self) -> dict[str, Any]:
        payment_id = self.payment_id

        debt = self.debt.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "payment_id": payment_id,
                "debt": debt,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.debt import Debt

        d = dict(src_dict)
        payment_id = d.pop("payment_id")

        debt = Debt.from_dict(d.pop("debt"))

        debt_card_payment = cls(
            payment_id=payment_id,
            debt=debt,
        )

        return debt_card_payment
