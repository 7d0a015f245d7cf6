from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.duty import Duty


T = TypeVar("T", bound="DutyList")


@_attrs_define
class DutyList:
    """
    Attributes:
        items (list[Duty]):
    """

    items: list[Duty]

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
        from ..models.duty import Duty

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = Duty.from_dict(items_item_data)

            items.append(items_item)

        duty_list = cls(
            items=items,
        )

        return duty_list
