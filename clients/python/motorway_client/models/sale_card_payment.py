from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.card_payment_state import CardPaymentState

T = TypeVar("T", bound="SaleCardPayment")


@_attrs_define
class SaleCardPayment:
    """A card payment as its sale sees it; all of it is under `/payments`.

    Attributes:
        payment_id (str):
        state (CardPaymentState): PENDING: asked for. APPROVED: a hold that was claimed. FIXED: the sale has said how
            much it takes.
            CAPTURED: it is a tender now. ENDED: nothing was taken.
        amount_minor (int): Asked for, or approved
        reason (str): Why nothing was taken
        shift_id (str): Empty: no shift
        for_debt (bool): It pays the debt that the ticket left, not the ticket
    """

    payment_id: str
    state: CardPaymentState
    amount_minor: int
    reason: str
    shift_id: str
    for_debt: bool

    def to_dict(self) -> dict[str, Any]:
        payment_id = self.payment_id

        state = self.state.value

        amount_minor = self.amount_minor

        reason = self.reason

        shift_id = self.shift_id

        for_debt = self.for_debt

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "payment_id": payment_id,
                "state": state,
                "amount_minor": amount_minor,
                "reason": reason,
                "shift_id": shift_id,
                "for_debt": for_debt,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        payment_id = d.pop("payment_id")

        state = CardPaymentState(d.pop("state"))

        amount_minor = d.pop("amount_minor")

        reason = d.pop("reason")

        shift_id = d.pop("shift_id")

        for_debt = d.pop("for_debt")

        sale_card_payment = cls(
            payment_id=payment_id,
            state=state,
            amount_minor=amount_minor,
            reason=reason,
            shift_id=shift_id,
            for_debt=for_debt,
        )

        return sale_card_payment
