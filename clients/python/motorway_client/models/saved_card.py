from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.card import Card


T = TypeVar("T", bound="SavedCard")


@_attrs_define
class SavedCard:
    """A card that an account customer left on file.

    Attributes:
        saved_card_id (str):
        account_id (str):
        card (Card | None):
        saved_at (datetime.datetime):
        saved_by (str):
    """

    saved_card_id: str
    account_id: str
    card: Card | None
    saved_at: datetime.datetime
    saved_by: str

    def to_dict(self) -> dict[str, Any]:
        from ..models.card import Card

        saved_card_id = self.saved_card_id

        account_id = self.account_id

        card: dict[str, Any] | None
        if isinstance(self.card, Card):
            card = self.card.to_dict()
        else:
            card = self.card

        saved_at = self.saved_at.isoformat()

        saved_by = self.saved_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "saved_card_id": saved_card_id,
                "account_id": account_id,
                "card": card,
                "saved_at": saved_at,
                "saved_by": saved_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.card import Card

        d = dict(src_dict)
        saved_card_id = d.pop("saved_card_id")

        account_id = d.pop("account_id")

        def _parse_card(data: object) -> Card | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                card_type_0 = Card.from_dict(data)

                return card_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Card | None, data)

        card = _parse_card(d.pop("card"))

        saved_at = datetime.datetime.fromisoformat(d.pop("saved_at"))

        saved_by = d.pop("saved_by")

        saved_card = cls(
            saved_card_id=saved_card_id,
            account_id=account_id,
            card=card,
            saved_at=saved_at,
            saved_by=saved_by,
        )

        return saved_card
