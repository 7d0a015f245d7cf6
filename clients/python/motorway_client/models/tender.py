from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.tender_kind import TenderKind

T = TypeVar("T", bound="Tender")


@_attrs_define
class Tender:
    """What was given, and what was given back of it.

    Attributes:
        number (int):
        kind (TenderKind): CARD: taken from a card. RECEIVABLE: dispensed beyond what a card could be charged; the
            customer owes it.
        amount_minor (int): What counts towards the sale; negative: given back
        given_minor (int): Cash handed over
        change_minor (int): Cash handed back at once
        account_id (str):
        vehicle_id (str):
        odometer_km (int):
        shift_id (str): The shift whose drawer it is in
        at (datetime.datetime):
        reverses (int): Number of the tender that it gives back whole; 0: none
        payment_id (str): Of a card
        card_brand (str): As Stripe names it
        card_last4 (str): Its last four digits
        test (bool): Of a card: no real money
    """

    number: int
    kind: TenderKind
    amount_minor: int
    given_minor: int
    change_minor: int
    account_id: str
    vehicle_id: str
    odometer_km: int
    shift_id: str
    at: datetime.datetime
    reverses: int
    payment_id: str
    card_brand: str
    card_last4: str
    test: bool

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        kind = self.kind.value

        amount_minor = self.amount_minor

        given_minor = self.given_minor

        change_minor = self.change_minor

        account_id = self.account_id

        vehicle_id = self.vehicle_id

        odometer_km = self.odometer_km

        shift_id = self.shift_id

        at = self.at.isoformat()

        reverses = self.reverses

        payment_id = self.payment_id

        card_brand = self.card_brand

        card_last4 = self.card_last4

        test = self.test

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "kind": kind,
                "amount_minor": amount_minor,
                "given_minor": given_minor,
                "change_minor": change_minor,
                "account_id": account_id,
                "vehicle_id": vehicle_id,
                "odometer_km": odometer_km,
                "shift_id": shift_id,
                "at": at,
                "reverses": reverses,
                "payment_id": payment_id,
                "card_brand": card_brand,
                "card_last4": card_last4,
                "test": test,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        kind = TenderKind(d.pop("kind"))

        amount_minor = d.pop("amount_minor")

        given_minor = d.pop("given_minor")

        change_minor = d.pop("change_minor")

        account_id = d.pop("account_id")

        vehicle_id = d.pop("vehicle_id")

        odometer_km = d.pop("odometer_km")

        shift_id = d.pop("shift_id")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        reverses = d.pop("reverses")

        payment_id = d.pop("payment_id")

        card_brand = d.pop("card_brand")

        card_last4 = d.pop("card_last4")

        test = d.pop("test")

        tender = cls(
            number=number,
            kind=kind,
            amount_minor=amount_minor,
            given_minor=given_minor,
            change_minor=change_minor,
            account_id=account_id,
            vehicle_id=vehicle_id,
            odometer_km=odometer_km,
            shift_id=shift_id,
            at=at,
            reverses=reverses,
            payment_id=payment_id,
            card_brand=card_brand,
            card_last4=card_last4,
            test=test,
        )

        return tender
