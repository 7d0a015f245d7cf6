from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.offline_operation import OfflineOperation


T = TypeVar("T", bound="OfflineOperationPage")


@_attrs_define
class OfflineOperationPage:
    """
    Attributes:
        items (list[OfflineOperation]):
        next_cursor (str):
    """

    items: list[OfflineOperation]
    next_cursor: str

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        next_cursor = self.next_cursor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "next_cursor": next_cursor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.offline_operation import OfflineOperation

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = OfflineOperation.from_dict(items_item_data)

            items.append(items_item)

        next_cursor = d.pop("next_cursor")

        offline_operation_page = cls(
            items=items,
            next_cursor=next_cursor,
        )

        return offline_operation_page
