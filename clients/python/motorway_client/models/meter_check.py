from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.nozzle_check import NozzleCheck


T = TypeVar("T", bound="MeterCheck")


@_attrs_define
class MeterCheck:
    """
    Attributes:
        items (list[NozzleCheck]):
    """

    items: list[NozzleCheck]

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.nozzle_check import NozzleCheck

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = NozzleCheck.from_dict(items_item_data)

            items.append(items_item)

        meter_check = cls(
            items=items,
        )

        return meter_check
