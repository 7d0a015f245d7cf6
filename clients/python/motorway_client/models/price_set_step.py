from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.price_set_state import PriceSetState

T = TypeVar("T", bound="PriceSetStep")


@_attrs_define
class PriceSetStep:
    """A change of a set's state.

    Attributes:
        state (PriceSetState):
        at (datetime.datetime):
        actor (str): Who did it; `pos` for what happened by itself
    """

    state: PriceSetState
    at: datetime.datetime
    actor: str

    def to_dict(self) -> dict[str, Any]:
        state = self.state.value

        at = self.at.isoformat()

        actor = self.actor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "state": state,
                "at": at,
                "actor": actor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        state = PriceSetState(d.pop("state"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        actor = d.pop("actor")

        price_set_step = cls(
            state=state,
            at=at,
            actor=actor,
        )

        return price_set_step
