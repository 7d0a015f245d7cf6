from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.cash_movement_kind import CashMovementKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="CashWish")


@_attrs_define
class CashWish:
    """
    Attributes:
        kind (CashMovementKind):
        amount_minor (int | Unset): Positive; 0 for a no-sale Default: 0.
        reason (str | Unset): Only a safe drop needs none Default: ''.
    """

    kind: CashMovementKind
    amount_minor: int | Unset = 0
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        amount_minor = self.amount_minor

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )
        if amount_minor is not UNSET:
            field_dict["amount_minor"] = amount_minor
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = CashMovementKind(d.pop("kind"))

        amount_minor = d.pop("amount_minor", UNSET)

        reason = d.pop("reason", UNSET)

        cash_wish = cls(
            kind=kind,
            amount_minor=amount_minor,
            reason=reason,
        )

        return cash_wish
