from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.card_method import CardMethod


T = TypeVar("T", bound="DebtCardStart")


@_attrs_define
class DebtCardStart:
    """
    Attributes:
        method (CardMethod): How the customer presents a card; with its kind comes what it needs, and nothing else.
        shift_id (str | Unset): The open shift that you work with; empty: your own Default: ''.
    """

    method: CardMethod
    shift_id: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        method = self.method.to_dict()

        shift_id = self.shift_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "method": method,
            }
        )
        if shift_id is not UNSET:
            field_dict["shift_id"] = shift_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.card_method import CardMethod

        d = dict(src_dict)
        method = CardMethod.from_dict(d.pop("method"))

        shift_id = d.pop("shift_id", UNSET)

        debt_card_start = cls(
            method=method,
            shift_id=shift_id,
        )

        return debt_card_start
