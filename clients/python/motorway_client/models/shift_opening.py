from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.shift_mode import ShiftMode
from ..types import UNSET, Unset

T = TypeVar("T", bound="ShiftOpening")


@_attrs_define
class ShiftOpening:
    """
    Attributes:
        site (str):
        till (str | Unset): Name of the till; may be left out by who is in on one by PIN Default: ''.
        mode (ShiftMode | Unset):
        float_minor (int | Unset): Cash in the drawer at the beginning Default: 0.
    """

    site: str
    till: str | Unset = ""
    mode: ShiftMode | Unset = UNSET
    float_minor: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        till = self.till

        mode: str | Unset = UNSET
        if not isinstance(self.mode, Unset):
            mode = self.mode.value

        float_minor = self.float_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
            }
        )
        if till is not UNSET:
            field_dict["till"] = till
        if mode is not UNSET:
            field_dict["mode"] = mode
        if float_minor is not UNSET:
            field_dict["float_minor"] = float_minor

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        site = d.pop("site")

        till = d.pop("till", UNSET)

        _mode = d.pop("mode", UNSET)
        mode: ShiftMode | Unset
        if isinstance(_mode, Unset):
            mode = UNSET
        else:
            mode = ShiftMode(_mode)

        float_minor = d.pop("float_minor", UNSET)

        shift_opening = cls(
            site=site,
            till=till,
            mode=mode,
            float_minor=float_minor,
        )

        return shift_opening
