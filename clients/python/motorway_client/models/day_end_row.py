from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="DayEndRow")


@_attrs_define
class DayEndRow:
    """
    Attributes:
        brand (str):
        payments (int):
        captured_minor (int):
        refunds (int):
        refunded_minor (int):
        fees_minor (int):
        disputed_minor (int): Drawn back by banks, less what was put back
    """

    brand: str
    payments: int
    captured_minor: int
    refunds: int
    refunded_minor: int
    fees_minor: int
    disputed_minor: int

    def to_dict(self) -> dict[str, Any]:
        brand = self.brand

        payments = self.payments

        captured_minor = self.captured_minor

        refunds = self.refunds

        refunded_minor = self.refunded_minor

        fees_minor = self.fees_minor

        disputed_minor = self.disputed_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "brand": brand,
                "payments": payments,
                "captured_minor": captured_minor,
                "refunds": refunds,
                "refunded_minor": refunded_minor,
                "fees_minor": fees_minor,
                "disputed_minor": disputed_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        brand = d.pop("brand")

        payments = d.pop("payments")

        captured_minor = d.pop("captured_minor")

        refunds = d.pop("refunds")

        refunded_minor = d.pop("refunded_minor")

        fees_minor = d.pop("fees_minor")

        disputed_minor = d.pop("disputed_minor")

        day_end_row = cls(
            brand=brand,
            payments=payments,
            captured_minor=captured_minor,
            refunds=refunds,
            refunded_minor=refunded_minor,
            fees_minor=fees_minor,
            disputed_minor=disputed_minor,
        )

        return day_end_row
