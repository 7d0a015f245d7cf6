from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.denomination import Denomination


T = TypeVar("T", bound="CashCount")


@_attrs_define
class CashCount:
    """The total, or by denomination, or both if they agree.

    Attributes:
        counted_minor (int | None | Unset):
        denominations (list[Denomination] | Unset):
    """

    counted_minor: int | None | Unset = UNSET
    denominations: list[Denomination] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        counted_minor: int | None | Unset
        if isinstance(self.counted_minor, Unset):
            counted_minor = UNSET
        else:
            counted_minor = self.counted_minor

        denominations: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.denominations, Unset):
            denominations = []
            for denominations_item_data in self.denominations:
                denominations_item = denominations_item_data.to_dict()
                denominations.append(denominations_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if counted_minor is not UNSET:
            field_dict["counted_minor"] = counted_minor
        if denominations is not UNSET:
            field_dict["denominations"] = denominations

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.denomination import Denomination

        d = dict(src_dict)

        def _parse_counted_minor(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        counted_minor = _parse_counted_minor(d.pop("counted_minor", UNSET))

        _denominations = d.pop("denominations", UNSET)
        denominations: list[Denomination] | Unset = UNSET
        if _denominations is not UNSET:
            denominations = []
            for denominations_item_data in _denominations:
                denominations_item = Denomination.from_dict(denominations_item_data)

                denominations.append(denominations_item)

        cash_count = cls(
            counted_minor=counted_minor,
            denominations=denominations,
        )

        return cash_count
