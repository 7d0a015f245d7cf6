from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.method_kind import MethodKind

T = TypeVar("T", bound="PaymentMethod")


@_attrs_define
class PaymentMethod:
    """
    Attributes:
        kind (MethodKind): READER: at the till. PAYMENT_METHOD: made by Stripe of a card in an app. SAVED_CARD: on file
            for an account
            customer. LINK: a page on the customer's own phone.
        reader_id (str):
        payment_method (str):
        saved_card_id (str):
    """

    kind: MethodKind
    reader_id: str
    payment_method: str
    saved_card_id: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        reader_id = self.reader_id

        payment_method = self.payment_method

        saved_card_id = self.saved_card_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "reader_id": reader_id,
                "payment_method": payment_method,
                "saved_card_id": saved_card_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = MethodKind(d.pop("kind"))

        reader_id = d.pop("reader_id")

        payment_method = d.pop("payment_method")

        saved_card_id = d.pop("saved_card_id")

        payment_method = cls(
            kind=kind,
            reader_id=reader_id,
            payment_method=payment_method,
            saved_card_id=saved_card_id,
        )

        return payment_method
