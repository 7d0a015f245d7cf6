from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.method_kind import MethodKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="CardMethod")


@_attrs_define
class CardMethod:
    """How the customer presents a card; with its kind comes what it needs, and nothing else.

    Attributes:
        kind (MethodKind): READER: at the till. PAYMENT_METHOD: made by Stripe of a card in an app. SAVED_CARD: on file
            for an account
            customer. LINK: a page on the customer's own phone.
        reader_id (str | Unset): Of READER Default: ''.
        payment_method (str | Unset): Of PAYMENT_METHOD Default: ''.
        saved_card_id (str | Unset): Of SAVED_CARD Default: ''.
        account_id (str | Unset): Of SAVED_CARD: whose it is Default: ''.
    """

    kind: MethodKind
    reader_id: str | Unset = ""
    payment_method: str | Unset = ""
    saved_card_id: str | Unset = ""
    account_id: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        reader_id = self.reader_id

        payment_method = self.payment_method

        saved_card_id = self.saved_card_id

        account_id = self.account_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )
        if reader_id is not UNSET:
            field_dict["reader_id"] = reader_id
        if payment_method is not UNSET:
            field_dict["payment_method"] = payment_method
        if saved_card_id is not UNSET:
            field_dict["saved_card_id"] = saved_card_id
        if account_id is not UNSET:
            field_dict["account_id"] = account_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = MethodKind(d.pop("kind"))

        reader_id = d.pop("reader_id", UNSET)

        payment_method = d.pop("payment_method", UNSET)

        saved_card_id = d.pop("saved_card_id", UNSET)

        account_id = d.pop("account_id", UNSET)

        card_method = cls(
            kind=kind,
            reader_id=reader_id,
            payment_method=payment_method,
            saved_card_id=saved_card_id,
            account_id=account_id,
        )

        return card_method
