from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="DriveOff")


@_attrs_define
class DriveOff:
    """
    Attributes:
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
        registration (str | Unset): May be empty with a photo Default: ''.
        note (str | Unset):  Default: ''.
        photo_ref (str | Unset): Of a picture that is kept elsewhere; those of `/photos` need no mention Default: ''.
    """

    shift_id: str | Unset = ""
    registration: str | Unset = ""
    note: str | Unset = ""
    photo_ref: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        shift_id = self.shift_id

        registration = self.registration

        note = self.note

        photo_ref = self.photo_ref

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id
        if registration is not UNSET:
            field_dict["registration"] = registration
        if note is not UNSET:
            field_dict["note"] = note
        if photo_ref is not UNSET:
            field_dict["photo_ref"] = photo_ref

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        shift_id = d.pop("shift_id", UNSET)

        registration = d.pop("registration", UNSET)

        note = d.pop("note", UNSET)

        photo_ref = d.pop("photo_ref", UNSET)

        drive_off = cls(
            shift_id=shift_id,
            registration=registration,
            note=note,
            photo_ref=photo_ref,
        )

        return drive_off
