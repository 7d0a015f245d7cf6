from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.cash_movement_kind import CashMovementKind

T = TypeVar("T", bound="CashMovement")


@_attrs_define
class CashMovement:
    """Cash that moved without a sale, or a drawer that was opened for none.

    Attributes:
        shift_id (str):
        number (int): From 1 within the shift, without gaps
        kind (CashMovementKind):
        amount_minor (int):
        reason (str):
        actor (str):
        at (datetime.datetime):
    """

    shift_id: str
    number: int
    kind: CashMovementKind
    amount_minor: int
    reason: str
    actor: str
    at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        shift_id = self.shift_id

        number = self.number

        kind = self.kind.value

        amount_minor = self.amount_minor

        reason = self.reason

        actor = self.actor

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "shift_id": shift_id,
                "number": number,
                "kind": kind,
                "amount_minor": amount_minor,
                "reason": reason,
                "actor": actor,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        shift_id = d.pop("shift_id")

        number = d.pop("number")

        kind = CashMovementKind(d.pop("kind"))

        amount_minor = d.pop("amount_minor")

        reason = d.pop("reason")

        actor = d.pop("actor")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        cash_movement = cls(
            shift_id=shift_id,
            number=number,
            kind=kind,
            amount_minor=amount_minor,
            reason=reason,
            actor=actor,
            at=at,
        )

        return cash_movement
