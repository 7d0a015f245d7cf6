from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.receipt_card import ReceiptCard


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
        card (None | ReceiptCard): Null: none was used
    """

    kind: str
    amount_minor: int
    given_minor: int
    change_minor: int
    account_id: str
    vehicle_id: str
    odometer_km: int
    card: None | ReceiptCard
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.receipt_card import ReceiptCard

        kind = self.kind

        amount_minor = self.amount_minor

        given_minor = self.given_minor

        change_minor = self.change_minor

        account_id = self.account_id

        vehicle_id = self.vehicle_id

        odometer_km = self.odometer_km

        card: dict[str, Any] | None
        if isinstance(self.card, ReceiptCard):
            card = self.card.to_dict()
        else:
            card = self.card

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
                "card": card,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.receipt_card import ReceiptCard

        d = dict(src_dict)
        kind = d.pop("kind")

        amount_minor = d.pop("amount_minor")

        given_minor = d.pop("given_minor")

        change_minor = d.pop("change_minor")

        account_id = d.pop("account_id")

        vehicle_id = d.pop("vehicle_id")

        odometer_km = d.pop("odometer_km")

        def _parse_card(data: object) -> None | ReceiptCard:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                card_type_0 = ReceiptCard.from_dict(data)

                return card_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReceiptCard, data)

        card = _parse_card(d.pop("card"))

        receipt_tender = cls(
            kind=kind,
            amount_minor=amount_minor,
            given_minor=given_minor,
            change_minor=change_minor,
            account_id=account_id,
            vehicle_id=vehicle_id,
            odometer_km=odometer_km,
            card=card,
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
