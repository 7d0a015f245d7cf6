from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.sale_state import SaleState

T = TypeVar("T", bound="SaleStep")


@_attrs_define
class SaleStep:
    """A step of the time line.

    Attributes:
        version (int):
        at (datetime.datetime):
        state (SaleState): PAYABLE, LOCKED and CLEARED are IFSF's transaction states.
        what (str):
        actor (str): Empty: a device
    """

    version: int
    at: datetime.datetime
    state: SaleState
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

        state = SaleState(d.pop("state"))

        what = d.pop("what")

        actor = d.pop("actor")

        sale_step = cls(
            version=version,
            at=at,
            state=state,
            what=what,
            actor=actor,
        )

        return sale_step
