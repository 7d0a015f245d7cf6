from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.card_setup_state import CardSetupState

T = TypeVar("T", bound="CardSetup")


@_attrs_define
class CardSetup:
    """A card on its way to be kept on file.

    Attributes:
        setup_id (str):
        account_id (str):
        site (str):
        state (CardSetupState): ACTION_REQUIRED: the customer must confirm at `action_url`.
        reason (str): Why it failed
        action_url (str): Where the customer goes to confirm; empty: nowhere
        saved_card_id (str): Once it succeeded
    """

    setup_id: str
    account_id: str
    site: str
    state: CardSetupState
    reason: str
    action_url: str
    saved_card_id: str

    def to_dict(self) -> dict[str, Any]:
        setup_id = self.setup_id

        account_id = self.account_id

        site = self.site

        state = self.state.value

        reason = self.reason

        action_url = self.action_url

        saved_card_id = self.saved_card_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "setup_id": setup_id,
                "account_id": account_id,
                "site": site,
                "state": state,
                "reason": reason,
                "action_url": action_url,
                "saved_card_id": saved_card_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        setup_id = d.pop("setup_id")

        account_id = d.pop("account_id")

        site = d.pop("site")

        state = CardSetupState(d.pop("state"))

        reason = d.pop("reason")

        action_url = d.pop("action_url")

        saved_card_id = d.pop("saved_card_id")

        card_setup = cls(
            setup_id=setup_id,
            account_id=account_id,
            site=site,
            state=state,
            reason=reason,
            action_url=action_url,
            saved_card_id=saved_card_id,
        )

        return card_setup
