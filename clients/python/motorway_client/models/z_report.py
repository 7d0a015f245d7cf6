from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.denomination import Denomination
    from ..models.shift_report import ShiftReport


T = TypeVar("T", bound="ZReport")


@_attrs_define
class ZReport:
    """`hash` is SHA-256 of the bytes of `previous_hash` and of `document` in UTF-8; the first continues 64 zeros.

    Attributes:
        number (int): Of the till, without gaps
        report (ShiftReport): How a shift stands, or stood when it was closed.
        denominations (list[Denomination]):
        document (str): As it was written: JSON
        previous_hash (str):
        hash_ (str):
    """

    number: int
    report: ShiftReport
    denominations: list[Denomination]
    document: str
    previous_hash: str
    hash_: str

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        report = self.report.to_dict()

        denominations = []
        for denominations_item_data in self.denominations:
            denominations_item = denominations_item_data.to_dict()
            denominations.append(denominations_item)

        document = self.document

        previous_hash = self.previous_hash

        hash_ = self.hash_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "report": report,
                "denominations": denominations,
                "document": document,
                "previous_hash": previous_hash,
                "hash": hash_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.denomination import Denomination
        from ..models.shift_report import ShiftReport

        d = dict(src_dict)
        number = d.pop("number")

        report = ShiftReport.from_dict(d.pop("report"))

        denominations = []
        _denominations = d.pop("denominations")
        for denominations_item_data in _denominations:
            denominations_item = Denomination.from_dict(denominations_item_data)

            denominations.append(denominations_item)

        document = d.pop("document")

        previous_hash = d.pop("previous_hash")

        hash_ = d.pop("hash")

        z_report = cls(
            number=number,
            report=report,
            denominations=denominations,
            document=document,
            previous_hash=previous_hash,
            hash_=hash_,
        )

        return z_report
