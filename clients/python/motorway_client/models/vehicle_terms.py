from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="VehicleTerms")


@_attrs_define
class VehicleTerms:
    """What a vehicle may take.

    Attributes:
        grades (list[str] | Unset): Grades; none: all of them
        odometer_required (bool | Unset): Refused without an odometer reading Default: False.
        limit_minor (int | Unset): The most in one sale; 0: no limit of its own Default: 0.
        blocked (bool | Unset):  Default: False.
        note (str | Unset):  Default: ''.
    """

    grades: list[str] | Unset = UNSET
    odometer_required: bool | Unset = False
    limit_minor: int | Unset = 0
    blocked: bool | Unset = False
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        grades: list[str] | Unset = UNSET
        if not isinstance(self.grades, Unset):
            grades = self.grades

        odometer_required = self.odometer_required

        limit_minor = self.limit_minor

        blocked = self.blocked

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if grades is not UNSET:
            field_dict["grades"] = grades
        if odometer_required is not UNSET:
            field_dict["odometer_required"] = odometer_required
        if limit_minor is not UNSET:
            field_dict["limit_minor"] = limit_minor
        if blocked is not UNSET:
            field_dict["blocked"] = blocked
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        grades = cast(list[str], d.pop("grades", UNSET))

        odometer_required = d.pop("odometer_required", UNSET)

        limit_minor = d.pop("limit_minor", UNSET)

        blocked = d.pop("blocked", UNSET)

        note = d.pop("note", UNSET)

        vehicle_terms = cls(
            grades=grades,
            odometer_required=odometer_required,
            limit_minor=limit_minor,
            blocked=blocked,
            note=note,
        )

        return vehicle_terms
