from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NoMeans")


@_attrs_define
class NoMeans:
    """
    Attributes:
        person (str): Name and address
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
        registration (str | Unset):  Default: ''.
        note (str | Unset):  Default: ''.
    """

    person: str
    shift_id: str | Unset = ""
    registration: str | Unset = ""
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        person = self.person

        shift_id = self.shift_id

        registration = self.registration

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "person": person,
            }
        )
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id
        if registration is not UNSET:
            field_dict["registration"] = registration
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        person = d.pop("person")

        shift_id = d.pop("shift_id", UNSET)

        registration = d.pop("registration", UNSET)

        note = d.pop("note", UNSET)

        no_means = cls(
            person=person,
            shift_id=shift_id,
            registration=registration,
            note=note,
        )

        return no_means
