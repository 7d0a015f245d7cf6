from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.ledger_leg import LedgerLeg


T = TypeVar("T", bound="LedgerEntry")


@_attrs_define
class LedgerEntry:
    """A fact in double entry: its legs are together nothing, and it is never changed.

    Attributes:
        entry_id (str):
        kind (str):
        source_id (str): The fact that it is of
        site (str): Empty: of no single site
        payment_id (str): Empty: of no single payment
        currency (str): ISO 4217
        legs (list[LedgerLeg]):
        occurred_at (datetime.datetime):
        posted_at (datetime.datetime):
    """

    entry_id: str
    kind: str
    source_id: str
    site: str
    payment_id: str
    currency: str
    legs: list[LedgerLeg]
    occurred_at: datetime.datetime
    posted_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        entry_id = self.entry_id

        kind = self.kind

        source_id = self.source_id

        site = self.site

        payment_id = self.payment_id

        currency = self.currency

        legs = []
        for legs_item_data in self.legs:
            legs_item = legs_item_data.to_dict()
            legs.append(legs_item)

        occurred_at = self.occurred_at.isoformat()

        posted_at = self.posted_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "entry_id": entry_id,
                "kind": kind,
                "source_id": source_id,
                "site": site,
                "payment_id": payment_id,
                "currency": currency,
                "legs": legs,
                "occurred_at": occurred_at,
                "posted_at": posted_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.ledger_leg import LedgerLeg

        d = dict(src_dict)
        entry_id = d.pop("entry_id")

        kind = d.pop("kind")

        source_id = d.pop("source_id")

        site = d.pop("site")

        payment_id = d.pop("payment_id")

        currency = d.pop("currency")

        legs = []
        _legs = d.pop("legs")
        for legs_item_data in _legs:
            legs_item = LedgerLeg.from_dict(legs_item_data)

            legs.append(legs_item)

        occurred_at = datetime.datetime.fromisoformat(d.pop("occurred_at"))

        posted_at = datetime.datetime.fromisoformat(d.pop("posted_at"))

        ledger_entry = cls(
            entry_id=entry_id,
            kind=kind,
            source_id=source_id,
            site=site,
            payment_id=payment_id,
            currency=currency,
            legs=legs,
            occurred_at=occurred_at,
            posted_at=posted_at,
        )

        return ledger_entry
