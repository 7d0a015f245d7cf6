from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PricesResent")


@_attrs_define
class PricesResent:
    """
    Attributes:
        pumps (list[int]): Pumps that are sent the set in force
    """

    pumps: list[int]

    def to_dict(self) -> dict[str, Any]:
        pumps = self.pumps

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pumps": pumps,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        pumps = cast(list[int], d.pop("pumps"))

        prices_resent = cls(
            pumps=pumps,
        )

        return prices_resent
