from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Denomination")


@_attrs_define
class Denomination:
    """
    Attributes:
        value_minor (int): Of one note or coin
        count (int):
    """

    value_minor: int
    count: int

    def to_dict(self) -> dict[str, Any]:
        value_minor = self.value_minor

        count = self.count

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "value_minor": value_minor,
                "count": count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        value_minor = d.pop("value_minor")

        count = d.pop("count")

        denomination = cls(
            value_minor=value_minor,
            count=count,
        )

        return denomination
