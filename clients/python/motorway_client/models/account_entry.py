from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.entry_kind import EntryKind

T = TypeVar("T", bound="AccountEntry")


@_attrs_define
class AccountEntry:
    """A line of the ledger; it is never changed.

    Attributes:
        number (int): From 1 within the account, without gaps
        kind (EntryKind):
        at (datetime.datetime):
        amount_minor (int): The change of the balance: positive is owed
        balance_minor (int): The balance after it
        recorded_by (str):
        site (str):
        sale_id (str): Empty for a payment
        tender_number (int):
        registration (str):
        odometer_km (int): 0: not given
        odometer_backwards (bool): The reading is below the vehicle's one before
        reference (str): Of a payment
    """

    number: int
    kind: EntryKind
    at: datetime.datetime
    amount_minor: int
    balance_minor: int
    recorded_by: str
    site: str
    sale_id: str
    tender_number: int
    registration: str
    odometer_km: int
    odometer_backwards: bool
    reference: str

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        kind = self.kind.value

        at = self.at.isoformat()

        amount_minor = self.amount_minor

        balance_minor = self.balance_minor

        recorded_by = self.recorded_by

        site = self.site

        sale_id = self.sale_id

        tender_number = self.tender_number

        registration = self.registration

        odometer_km = self.odometer_km

        odometer_backwards = self.odometer_backwards

        reference = self.reference

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "kind": kind,
                "at": at,
                "amount_minor": amount_minor,
                "balance_minor": balance_minor,
                "recorded_by": recorded_by,
                "site": site,
                "sale_id": sale_id,
                "tender_number": tender_number,
                "registration": registration,
                "odometer_km": odometer_km,
                "odometer_backwards": odometer_backwards,
                "reference": reference,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        kind = EntryKind(d.pop("kind"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        amount_minor = d.pop("amount_minor")

        balance_minor = d.pop("balance_minor")

        recorded_by = d.pop("recorded_by")

        site = d.pop("site")

        sale_id = d.pop("sale_id")

        tender_number = d.pop("tender_number")

        registration = d.pop("registration")

        odometer_km = d.pop("odometer_km")

        odometer_backwards = d.pop("odometer_backwards")

        reference = d.pop("reference")

        account_entry = cls(
            number=number,
            kind=kind,
            at=at,
            amount_minor=amount_minor,
            balance_minor=balance_minor,
            recorded_by=recorded_by,
            site=site,
            sale_id=sale_id,
            tender_number=tender_number,
            registration=registration,
            odometer_km=odometer_km,
            odometer_backwards=odometer_backwards,
            reference=reference,
        )

        return account_entry
