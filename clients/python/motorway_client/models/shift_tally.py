from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ShiftTally")


@_attrs_define
class ShiftTally:
    """
    Attributes:
        count (int):
        amount_minor (int):
        volume_ml (int):
    """

    count: int
    amount_minor: int
    volume_ml: int

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        amount_minor = self.amount_minor

        volume_ml = self.volume_ml

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "count": count,
                "amount_minor": amount_minor,
                "volume_ml": volume_ml,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        count = d.pop("count")

        amount_minor = d.pop("amount_minor")

        volume_ml = d.pop("volume_ml")

        shift_tally = cls(
            count=count,
            amount_minor=amount_minor,
            volume_ml=volume_ml,
        )

        return shift_tally
