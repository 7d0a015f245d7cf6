from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SaleConfirmation")


@_attrs_define
class SaleConfirmation:
    """How a ticket is cleared that is no takings.

    Attributes:
        clearing (str):
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
        tank (int | Unset): Where the fuel of a pump test went back to; 0: where it came from Default: 0.
        note (str | Unset):  Default: ''.
    """

    clearing: str
    shift_id: str | Unset = ""
    tank: int | Unset = 0
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        clearing = self.clearing

        shift_id = self.shift_id

        tank = self.tank

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "clearing": clearing,
            }
        )
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id
        if tank is not UNSET:
            field_dict["tank"] = tank
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        clearing = d.pop("clearing")

        shift_id = d.pop("shift_id", UNSET)

        tank = d.pop("tank", UNSET)

        note = d.pop("note", UNSET)

        sale_confirmation = cls(
            clearing=clearing,
            shift_id=shift_id,
            tank=tank,
            note=note,
        )

        return sale_confirmation
