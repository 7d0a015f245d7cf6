from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ShiftTakings")


@_attrs_define
class ShiftTakings:
    """
    Attributes:
        kind (str):
        count (int):
        amount_minor (int): What was given back is taken off
    """

    kind: str
    count: int
    amount_minor: int

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        count = self.count

        amount_minor = self.amount_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "count": count,
                "amount_minor": amount_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = d.pop("kind")

        count = d.pop("count")

        amount_minor = d.pop("amount_minor")

        shift_takings = cls(
            kind=kind,
            count=count,
            amount_minor=amount_minor,
        )

        return shift_takings
