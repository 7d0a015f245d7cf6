from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.counter_tender_kind import CounterTenderKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="TenderAtTill")


@_attrs_define
class TenderAtTill:
    """
    Attributes:
        kind (CounterTenderKind):
        amount_minor (int | Unset): What of it counts; 0: all that is due Default: 0.
        given_minor (int | Unset): Cash handed over; 0: exactly the amount Default: 0.
        account_id (str | Unset): Of an account Default: ''.
        vehicle_id (str | Unset):  Default: ''.
        odometer_km (int | Unset):  Default: 0.
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
    """

    kind: CounterTenderKind
    amount_minor: int | Unset = 0
    given_minor: int | Unset = 0
    account_id: str | Unset = ""
    vehicle_id: str | Unset = ""
    odometer_km: int | Unset = 0
    shift_id: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        amount_minor = self.amount_minor

        given_minor = self.given_minor

        account_id = self.account_id

        vehicle_id = self.vehicle_id

        odometer_km = self.odometer_km

        shift_id = self.shift_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )
        if amount_minor is not UNSET:
            field_dict["amount_minor"] = amount_minor
        if given_minor is not UNSET:
            field_dict["given_minor"] = given_minor
        if account_id is not UNSET:
            field_dict["account_id"] = account_id
        if vehicle_id is not UNSET:
            field_dict["vehicle_id"] = vehicle_id
        if odometer_km is not UNSET:
            field_dict["odometer_km"] = odometer_km
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = CounterTenderKind(d.pop("kind"))

        amount_minor = d.pop("amount_minor", UNSET)

        given_minor = d.pop("given_minor", UNSET)

        account_id = d.pop("account_id", UNSET)

        vehicle_id = d.pop("vehicle_id", UNSET)

        odometer_km = d.pop("odometer_km", UNSET)

        shift_id = d.pop("shift_id", UNSET)

        tender_at_till = cls(
            kind=kind,
            amount_minor=amount_minor,
            given_minor=given_minor,
            account_id=account_id,
            vehicle_id=vehicle_id,
            odometer_km=odometer_km,
            shift_id=shift_id,
        )

        return tender_at_till
