from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Payout")


@_attrs_define
class Payout:
    """What Stripe paid to the bank.

    Attributes:
        payout_id (str):
        amount_minor (int):
        currency (str): ISO 4217
        status (str): As Stripe names it
        arrives_on (datetime.datetime):
        created_at (datetime.datetime):
        gross_minor (int): What it is made of, before fees
        fees_minor (int):
        transactions (int):
        reconciled (bool): What it is made of adds up to it, and is in the ledger
    """

    payout_id: str
    amount_minor: int
    currency: str
    status: str
    arrives_on: datetime.datetime
    created_at: datetime.datetime
    gross_minor: int
    fees_minor: int
    transactions: int
    reconciled: bool

    def to_dict(self) -> dict[str, Any]:
        payout_id = self.payout_id

        amount_minor = self.amount_minor

        currency = self.currency

        status = self.status

        arrives_on = self.arrives_on.isoformat()

        created_at = self.created_at.isoformat()

        gross_minor = self.gross_minor

        fees_minor = self.fees_minor

        transactions = self.transactions

        reconciled = self.reconciled

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "payout_id": payout_id,
                "amount_minor": amount_minor,
                "currency": currency,
                "status": status,
                "arrives_on": arrives_on,
                "created_at": created_at,
                "gross_minor": gross_minor,
                "fees_minor": fees_minor,
                "transactions": transactions,
                "reconciled": reconciled,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        payout_id = d.pop("payout_id")

        amount_minor = d.pop("amount_minor")

        currency = d.pop("currency")

        status = d.pop("status")

        arrives_on = datetime.datetime.fromisoformat(d.pop("arrives_on"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        gross_minor = d.pop("gross_minor")

        fees_minor = d.pop("fees_minor")

        transactions = d.pop("transactions")

        reconciled = d.pop("reconciled")

        payout = cls(
            payout_id=payout_id,
            amount_minor=amount_minor,
            currency=currency,
            status=status,
            arrives_on=arrives_on,
            created_at=created_at,
            gross_minor=gross_minor,
            fees_minor=fees_minor,
            transactions=transactions,
            reconciled=reconciled,
        )

        return payout
