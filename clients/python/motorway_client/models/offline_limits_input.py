from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="OfflineLimitsInput")


@_attrs_define
class OfflineLimitsInput:
    """What a till may do while it has no line.

    Attributes:
        max_sale_minor (int | Unset): The most that one sale may be, in minor units; 0: nothing is sold offline Default:
            20000.
        max_age_s (int | Unset): How old what a till knows may be, and how long what it did may wait Default: 86400.
        max_operations (int | Unset): How many operations may wait in one device Default: 200.
    """

    max_sale_minor: int | Unset = 20000
    max_age_s: int | Unset = 86400
    max_operations: int | Unset = 200

    def to_dict(self) -> dict[str, Any]:
        max_sale_minor = self.max_sale_minor

        max_age_s = self.max_age_s

        max_operations = self.max_operations

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if max_sale_minor is not UNSET:
            field_dict["max_sale_minor"] = max_sale_minor
        if max_age_s is not UNSET:
            field_dict["max_age_s"] = max_age_s
        if max_operations is not UNSET:
            field_dict["max_operations"] = max_operations

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        max_sale_minor = d.pop("max_sale_minor", UNSET)

        max_age_s = d.pop("max_age_s", UNSET)

        max_operations = d.pop("max_operations", UNSET)

        offline_limits_input = cls(
            max_sale_minor=max_sale_minor,
            max_age_s=max_age_s,
            max_operations=max_operations,
        )

        return offline_limits_input
