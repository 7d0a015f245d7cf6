from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PriceResend")


@_attrs_define
class PriceResend:
    """
    Attributes:
        pump (int | Unset): 0: whatever has not confirmed Default: 0.
    """

    pump: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        pump = self.pump

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if pump is not UNSET:
            field_dict["pump"] = pump

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        pump = d.pop("pump", UNSET)

        price_resend = cls(
            pump=pump,
        )

        return price_resend
