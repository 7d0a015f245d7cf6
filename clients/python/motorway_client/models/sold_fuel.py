from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SoldFuel")


@_attrs_define
class SoldFuel:
    """
    Attributes:
        clearing (str): How it was settled; empty: not yet
        count (int):
        volume_ml (int):
        amount_minor (int):
    """

    clearing: str
    count: int
    volume_ml: int
    amount_minor: int

    def to_dict(self) -> dict[str, Any]:
        clearing = self.clearing

        count = self.count

        volume_ml = self.volume_ml

        amount_minor = self.amount_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "clearing": clearing,
                "count": count,
                "volume_ml": volume_ml,
                "amount_minor": amount_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        clearing = d.pop("clearing")

        count = d.pop("count")

        volume_ml = d.pop("volume_ml")

        amount_minor = d.pop("amount_minor")

        sold_fuel = cls(
            clearing=clearing,
            count=count,
            volume_ml=volume_ml,
            amount_minor=amount_minor,
        )

        return sold_fuel
