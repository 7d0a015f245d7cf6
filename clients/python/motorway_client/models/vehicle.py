from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Vehicle")


@_attrs_define
class Vehicle:
    """
    Attributes:
        grades (list[str]): Grades; none: all of them
        odometer_required (bool): Refused without an odometer reading Default: False.
        limit_minor (int): The most in one sale; 0: no limit of its own Default: 0.
        blocked (bool):  Default: False.
        note (str):  Default: ''.
        registration (str): Capitals without separators
        odometer_km (int): The reading that was given last; 0: none yet
    """

    grades: list[str]
    registration: str
    odometer_km: int
    odometer_required: bool = False
    limit_minor: int = 0
    blocked: bool = False
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        grades = self.grades

        odometer_required = self.odometer_required

        limit_minor = self.limit_minor

        blocked = self.blocked

        note = self.note

        registration = self.registration

        odometer_km = self.odometer_km

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "grades": grades,
                "odometer_required": odometer_required,
                "limit_minor": limit_minor,
                "blocked": blocked,
                "note": note,
                "registration": registration,
                "odometer_km": odometer_km,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        grades = cast(list[str], d.pop("grades"))

        odometer_required = d.pop("odometer_required")

        limit_minor = d.pop("limit_minor")

        blocked = d.pop("blocked")

        note = d.pop("note")

        registration = d.pop("registration")

        odometer_km = d.pop("odometer_km")

        vehicle = cls(
            grades=grades,
            odometer_required=odometer_required,
            limit_minor=limit_minor,
            blocked=blocked,
            note=note,
            registration=registration,
            odometer_km=odometer_km,
        )

        return vehicle
