from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.offline_device import OfflineDevice


T = TypeVar("T", bound="OfflineDeviceList")


@_attrs_define
class OfflineDeviceList:
    """
    Attributes:
        items (list[OfflineDevice]):
    """

    items: list[OfflineDevice]

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
        from ..models.offline_device import OfflineDevice

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = OfflineDevice.from_dict(items_item_data)

            items.append(items_item)

        offline_device_list = cls(
            items=items,
        )

        return offline_device_list
