from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ShiftDrawer")


@_attrs_define
class ShiftDrawer:
    """expected = float + takings + paid in - paid out - drops - refunds, all in cash.

    Attributes:
        float_minor (int):
        takings_minor (int):
        paid_in_minor (int):
        paid_out_minor (int):
        drops_minor (int):
        refunds_minor (int):
        expected_minor (int):
    """

    float_minor: int
    takings_minor: int
    paid_in_minor: int
    paid_out_minor: int
    drops_minor: int
    refunds_minor: int
    expected_minor: int

    def to_dict(self) -> dict[str, Any]:
        float_minor = self.float_minor

        takings_minor = self.takings_minor

        paid_in_minor = self.paid_in_minor

        paid_out_minor = self.paid_out_minor

        drops_minor = self.drops_minor

        refunds_minor = self.refunds_minor

        expected_minor = self.expected_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "float_minor": float_minor,
                "takings_minor": takings_minor,
                "paid_in_minor": paid_in_minor,
                "paid_out_minor": paid_out_minor,
                "drops_minor": drops_minor,
                "refunds_minor": refunds_minor,
                "expected_minor": expected_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        float_minor = d.pop("float_minor")

        takings_minor = d.pop("takings_minor")

        paid_in_minor = d.pop("paid_in_minor")

        paid_out_minor = d.pop("paid_out_minor")

        drops_minor = d.pop("drops_minor")

        refunds_minor = d.pop("refunds_minor")

        expected_minor = d.pop("expected_minor")

        shift_drawer = cls(
            float_minor=float_minor,
            takings_minor=takings_minor,
            paid_in_minor=paid_in_minor,
            paid_out_minor=paid_out_minor,
            drops_minor=drops_minor,
            refunds_minor=refunds_minor,
            expected_minor=expected_minor,
        )

        return shift_drawer
