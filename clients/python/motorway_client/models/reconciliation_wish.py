from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.comparison import Comparison

T = TypeVar("T", bound="ReconciliationWish")


@_attrs_define
class ReconciliationWish:
    """
    Attributes:
        what (Comparison): `minutes`: open questions and holds that end soon. `hourly`: payments, both ways. `daily`:
            fees, payouts and the
            clearing account.
    """

    what: Comparison

    def to_dict(self) -> dict[str, Any]:
        what = self.what.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "what": what,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        what = Comparison(d.pop("what"))

        reconciliation_wish = cls(
            what=what,
        )

        return reconciliation_wish
