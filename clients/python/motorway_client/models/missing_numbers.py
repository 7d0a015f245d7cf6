from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MissingNumbers")


@_attrs_define
class MissingNumbers:
    """Of a pump's fuellings, both included: they did not come, although later ones did.

    Attributes:
        pump (int):
        first (int):
        last (int):
    """

    pump: int
    first: int
    last: int

    def to_dict(self) -> dict[str, Any]:
        pump = self.pump

        first = self.first

        last = self.last

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pump": pump,
                "first": first,
                "last": last,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        pump = d.pop("pump")

        first = d.pop("first")

        last = d.pop("last")

        missing_numbers = cls(
            pump=pump,
            first=first,
            last=last,
        )

        return missing_numbers
