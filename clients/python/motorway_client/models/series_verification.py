from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SeriesVerification")


@_attrs_define
class SeriesVerification:
    """
    Attributes:
        till (str):
        receipts (int):
        broken_number (int): The first that is missing or not as it was issued; 0: all is whole
        problem (str):
    """

    till: str
    receipts: int
    broken_number: int
    problem: str

    def to_dict(self) -> dict[str, Any]:
        till = self.till

        receipts = self.receipts

        broken_number = self.broken_number

        problem = self.problem

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "till": till,
                "receipts": receipts,
                "broken_number": broken_number,
                "problem": problem,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        till = d.pop("till")

        receipts = d.pop("receipts")

        broken_number = d.pop("broken_number")

        problem = d.pop("problem")

        series_verification = cls(
            till=till,
            receipts=receipts,
            broken_number=broken_number,
            problem=problem,
        )

        return series_verification
