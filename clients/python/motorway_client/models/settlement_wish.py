from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SettlementWish")


@_attrs_define
class SettlementWish:
    """
    Attributes:
        day (str): A day that is over
    """

    day: str

    def to_dict(self) -> dict[str, Any]:
        day = self.day

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "day": day,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        day = d.pop("day")

        settlement_wish = cls(
            day=day,
        )

        return settlement_wish
