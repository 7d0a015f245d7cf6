from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReceiptTender")


@_attrs_define
class ReceiptTender:
    """
    Attributes:
        kind (str):
        amount_minor (int): Negative when it was given back
        given_minor (int): Cash handed over
        change_minor (int):
        account_id (str):
        vehicle_id (str):
        odometer_km (int):
    """

    kind: str
    amount_minor: int
    given_minor: int
    change_minor: int
    account_id: str
    vehicle_id: str
    odometer_km: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        amount_minor = self.amount_minor

        given_minor = self.given_minor

        change_minor = self.change_minor

        account_id = self.account_id

        vehicle_id = self.vehicle_id

        odometer_km = self.odometer_km

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "amount_minor": amount_minor,
                "given_minor": given_minor,
                "change_minor": change_minor,
                "account_id": account_id,
                "vehicle_id": vehicle_id,
                "odometer_km": odometer_km,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = d.pop("kind")

        amount_minor = d.pop("amount_minor")

        given_minor = d.pop("given_minor")

        change_minor = d.pop("change_minor")

        account_id = d.pop("account_id")

        vehicle_id = d.pop("vehicle_id")

        odometer_km = d.pop("odometer_km")

        receipt_tender = cls(
            kind=kind,
            amount_minor=amount_minor,
            given_minor=given_minor,
            change_minor=change_minor,
            account_id=account_id,
            vehicle_id=vehicle_id,
            odometer_km=odometer_km,
        )

        receipt_tender.additional_properties = d
        return receipt_tender

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
