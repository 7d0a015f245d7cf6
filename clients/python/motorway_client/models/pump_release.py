from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PumpRelease")


@_attrs_define
class PumpRelease:
    """What a pump is released for; without anything: a full tank of whatever it has.

    Attributes:
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
        nozzles (list[int] | Unset): Those that may be used; empty: by grade, or every one
        grade_ids (list[str] | Unset): Grades that may be taken; empty: every one
        max_amount_minor (int | Unset): Limit; 0: none Default: 0.
        max_volume_ml (int | Unset): Limit; 0: none Default: 0.
    """

    shift_id: str | Unset = ""
    nozzles: list[int] | Unset = UNSET
    grade_ids: list[str] | Unset = UNSET
    max_amount_minor: int | Unset = 0
    max_volume_ml: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        shift_id = self.shift_id

        nozzles: list[int] | Unset = UNSET
        if not isinstance(self.nozzles, Unset):
            nozzles = self.nozzles

        grade_ids: list[str] | Unset = UNSET
        if not isinstance(self.grade_ids, Unset):
            grade_ids = self.grade_ids

        max_amount_minor = self.max_amount_minor

        max_volume_ml = self.max_volume_ml

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id
        if nozzles is not UNSET:
            field_dict["nozzles"] = nozzles
        if grade_ids is not UNSET:
            field_dict["grade_ids"] = grade_ids
        if max_amount_minor is not UNSET:
            field_dict["max_amount_minor"] = max_amount_minor
        if max_volume_ml is not UNSET:
            field_dict["max_volume_ml"] = max_volume_ml

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        shift_id = d.pop("shift_id", UNSET)

        nozzles = cast(list[int], d.pop("nozzles", UNSET))

        grade_ids = cast(list[str], d.pop("grade_ids", UNSET))

        max_amount_minor = d.pop("max_amount_minor", UNSET)

        max_volume_ml = d.pop("max_volume_ml", UNSET)

        pump_release = cls(
            shift_id=shift_id,
            nozzles=nozzles,
            grade_ids=grade_ids,
            max_amount_minor=max_amount_minor,
            max_volume_ml=max_volume_ml,
        )

        return pump_release
