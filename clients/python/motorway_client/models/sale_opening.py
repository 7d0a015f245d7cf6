from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.sale_kind import SaleKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_tender import NewTender


T = TypeVar("T", bound="SaleOpening")


@_attrs_define
class SaleOpening:
    """A ticket, and what its pump is released for.

    Attributes:
        site (str):
        kind (SaleKind): PUMP_TEST is fuel that goes back to its tank; SHOP has none on it.
        pump (int | Unset): None for a shop ticket Default: 0.
        nozzles (list[int] | Unset): Those that may be used; empty: by grade, or every one
        grade_ids (list[str] | Unset): Grades that may be taken; empty: every one
        max_amount_minor (int | Unset): Limit; a pre-pay needs this or a volume Default: 0.
        max_volume_ml (int | Unset): Limit; 0: none Default: 0.
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
        tenders (list[NewTender] | Unset): Of a pre-pay: together its amount, or its volume at the highest price,
            rounded up
        note (str | Unset): Why; needed for PUMP_TEST and OWN_USE Default: ''.
    """

    site: str
    kind: SaleKind
    pump: int | Unset = 0
    nozzles: list[int] | Unset = UNSET
    grade_ids: list[str] | Unset = UNSET
    max_amount_minor: int | Unset = 0
    max_volume_ml: int | Unset = 0
    shift_id: str | Unset = ""
    tenders: list[NewTender] | Unset = UNSET
    note: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        kind = self.kind.value

        pump = self.pump

        nozzles: list[int] | Unset = UNSET
        if not isinstance(self.nozzles, Unset):
            nozzles = self.nozzles

        grade_ids: list[str] | Unset = UNSET
        if not isinstance(self.grade_ids, Unset):
            grade_ids = self.grade_ids

        max_amount_minor = self.max_amount_minor

        max_volume_ml = self.max_volume_ml

        shift_id = self.shift_id

        tenders: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.tenders, Unset):
            tenders = []
            for tenders_item_data in self.tenders:
                tenders_item = tenders_item_data.to_dict()
                tenders.append(tenders_item)

        note = self.note

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "kind": kind,
            }
        )
        if pump is not UNSET:
            field_dict["pump"] = pump
        if nozzles is not UNSET:
            field_dict["nozzles"] = nozzles
        if grade_ids is not UNSET:
            field_dict["grade_ids"] = grade_ids
        if max_amount_minor is not UNSET:
            field_dict["max_amount_minor"] = max_amount_minor
        if max_volume_ml is not UNSET:
            field_dict["max_volume_ml"] = max_volume_ml
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id
        if tenders is not UNSET:
            field_dict["tenders"] = tenders
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.new_tender import NewTender

        d = dict(src_dict)
        site = d.pop("site")

        kind = SaleKind(d.pop("kind"))

        pump = d.pop("pump", UNSET)

        nozzles = cast(list[int], d.pop("nozzles", UNSET))

        grade_ids = cast(list[str], d.pop("grade_ids", UNSET))

        max_amount_minor = d.pop("max_amount_minor", UNSET)

        max_volume_ml = d.pop("max_volume_ml", UNSET)

        shift_id = d.pop("shift_id", UNSET)

        _tenders = d.pop("tenders", UNSET)
        tenders: list[NewTender] | Unset = UNSET
        if _tenders is not UNSET:
            tenders = []
            for tenders_item_data in _tenders:
                tenders_item = NewTender.from_dict(tenders_item_data)

                tenders.append(tenders_item)

        note = d.pop("note", UNSET)

        sale_opening = cls(
            site=site,
            kind=kind,
            pump=pump,
            nozzles=nozzles,
            grade_ids=grade_ids,
            max_amount_minor=max_amount_minor,
            max_volume_ml=max_volume_ml,
            shift_id=shift_id,
            tenders=tenders,
            note=note,
        )

        return sale_opening
