from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ShiftVat")


@_attrs_define
class ShiftVat:
    """
    Attributes:
        rate_bp (int): Basis points: 2000 is 20 %
        gross_minor (int):
        net_minor (int):
        vat_minor (int):
    """

    rate_bp: int
    gross_minor: int
    net_minor: int
    vat_minor: int

    def to_dict(self) -> dict[str, Any]:
        rate_bp = self.rate_bp

        gross_minor = self.gross_minor

        net_minor = self.net_minor

        vat_minor = self.vat_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "rate_bp": rate_bp,
                "gross_minor": gross_minor,
                "net_minor": net_minor,
                "vat_minor": vat_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        rate_bp = d.pop("rate_bp")

        gross_minor = d.pop("gross_minor")

        net_minor = d.pop("net_minor")

        vat_minor = d.pop("vat_minor")

        shift_vat = cls(
            rate_bp=rate_bp,
            gross_minor=gross_minor,
            net_minor=net_minor,
            vat_minor=vat_minor,
        )

        return shift_vat
