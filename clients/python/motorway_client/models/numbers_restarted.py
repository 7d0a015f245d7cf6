from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.pump_numbers import PumpNumbers


T = TypeVar("T", bound="NumbersRestarted")


@_attrs_define
class NumbersRestarted:
    """
    Attributes:
        numbers (PumpNumbers):
        booked (int): Transactions that came out of quarantine
    """

    numbers: PumpNumbers
    booked: int

    def to_dict(self) -> dict[str, Any]:
        numbers = self.numbers.to_dict()

        booked = self.booked

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "numbers": numbers,
                "booked": booked,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.pump_numbers import PumpNumbers

        d = dict(src_dict)
        numbers = PumpNumbers.from_dict(d.pop("numbers"))

        booked = d.pop("booked")

        numbers_restarted = cls(
            numbers=numbers,
            booked=booked,
        )

        return numbers_restarted
