from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="GivenUpFuellings")


@_attrs_define
class GivenUpFuellings:
    """
    Attributes:
        first (int): The first number that is missing
        last (int): The last one of them
        reason (str): Why they will never come
    """

    first: int
    last: int
    reason: str

    def to_dict(self) -> dict[str, Any]:
        first = self.first

        last = self.last

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "first": first,
                "last": last,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        first = d.pop("first")

        last = d.pop("last")

        reason = d.pop("reason")

        given_up_fuellings = cls(
            first=first,
            last=last,
            reason=reason,
        )

        return given_up_fuellings
