from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.card_refund_state import CardRefundState

T = TypeVar("T", bound="CardRefund")


@_attrs_define
class CardRefund:
    """Money that goes back to a card.

    Attributes:
        refund_id (str):
        payment_id (str):
        sale_id (str):
        site (str):
        state (CardRefundState):
        amount_minor (int):
        currency (str): ISO 4217
        reason (str): `sale_settled_otherwise`: by rule
        failure_reason (str): As Stripe names it
        stripe_id (str):
        created_at (datetime.datetime):
        updated_at (datetime.datetime):
    """

    refund_id: str
    payment_id: str
    sale_id: str
    site: str
    state: CardRefundState
    amount_minor: int
    currency: str
    reason: str
    failure_reason: str
    stripe_id: str
    created_at: datetime.datetime
    updated_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        refund_id = self.refund_id

        payment_id = self.payment_id

        sale_id = self.sale_id

        site = self.site

        state = self.state.value

        amount_minor = self.amount_minor

        currency = self.currency

        reason = self.reason

        failure_reason = self.failure_reason

        stripe_id = self.stripe_id

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "refund_id": refund_id,
                "payment_id": payment_id,
                "sale_id": sale_id,
                "site": site,
                "state": state,
                "amount_minor": amount_minor,
                "currency": currency,
                "reason": reason,
                "failure_reason": failure_reason,
                "stripe_id": stripe_id,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        refund_id = d.pop("refund_id")

        payment_id = d.pop("payment_id")

        sale_id = d.pop("sale_id")

        site = d.pop("site")

        state = CardRefundState(d.pop("state"))

        amount_minor = d.pop("amount_minor")

        currency = d.pop("currency")

        reason = d.pop("reason")

        failure_reason = d.pop("failure_reason")

        stripe_id = d.pop("stripe_id")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        card_refund = cls(
            refund_id=refund_id,
            payment_id=payment_id,
            sale_id=sale_id,
            site=site,
            state=state,
            amount_minor=amount_minor,
            currency=currency,
            reason=reason,
            failure_reason=failure_reason,
            stripe_id=stripe_id,
            created_at=created_at,
            updated_at=updated_at,
        )

        return card_refund
