from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="AtTill")


@_attrs_define
class AtTill:
    """
    Attributes:
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
    """

    shift_id: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        shift_id = self.shift_id

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        shift_id = d.pop("shift_id", UNSET)

        at_till = cls(
            shift_id=shift_id,
        )

        return at_till
