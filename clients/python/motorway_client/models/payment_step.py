from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.payment_state import PaymentState

T = TypeVar("T", bound="PaymentStep")


@_attrs_define
class PaymentStep:
    """A step of the time line.

    Attributes:
        version (int):
        at (datetime.datetime):
        state (PaymentState): Moves only forward; refunds and disputes are facts beside it. ACTION_REQUIRED: the
            customer must confirm at
            `action_url` first. EXPIRED: the bank let go of the hold before it was captured.
        what (str):
        actor (str): Empty: Stripe, or the service itself
    """

    version: int
    at: datetime.datetime
    state: PaymentState
    what: str
    actor: str

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        at = self.at.isoformat()

        state = self.state.value

        what = self.what

        actor = self.actor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
                "at": at,
                "state": state,
                "what": what,
                "actor": actor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        version = d.pop("version")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        state = PaymentState(d.pop("state"))

        what = d.pop("what")

        actor = d.pop("actor")

        payment_step = cls(
            version=version,
            at=at,
            state=state,
            what=what,
            actor=actor,
        )

        return payment_step
