from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_tender import NewTender


T = TypeVar("T", bound="DebtPayment")


@_attrs_define
class DebtPayment:
    """
    Attributes:
        tenders (list[NewTender]): Together the whole debt
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
    """

    tenders: list[NewTender]
    shift_id: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        tenders = []
        for tenders_item_data in self.tenders:
            tenders_item = tenders_item_data.to_dict()
            tenders.append(tenders_item)

        shift_id = self.shift_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "tenders": tenders,
            }
        )
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.new_tender import NewTender

        d = dict(src_dict)
        tenders = []
        _tenders = d.pop("tenders")
        for tenders_item_data in _tenders:
            tenders_item = NewTender.from_dict(tenders_item_data)

            tenders.append(tenders_item)

        shift_id = d.pop("shift_id", UNSET)

        debt_payment = cls(
            tenders=tenders,
            shift_id=shift_id,
        )

        return debt_payment
