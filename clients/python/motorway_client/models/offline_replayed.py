from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.offline_answer import OfflineAnswer


T = TypeVar("T", bound="OfflineReplayed")


@_attrs_define
class OfflineReplayed:
    """
    Attributes:
        items (list[OfflineAnswer]): In the order of the request
        last_number (int): The device's last operation that is booked
        last_hash (str):
    """

    items: list[OfflineAnswer]
    last_number: int
    last_hash: str

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        last_number = self.last_number

        last_hash = self.last_hash

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "items": items,
                "last_number": last_number,
                "last_hash": last_hash,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.offline_answer import OfflineAnswer

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = OfflineAnswer.from_dict(items_item_data)

            items.append(items_item)

        last_number = d.pop("last_number")

        last_hash = d.pop("last_hash")

        offline_replayed = cls(
            items=items,
            last_number=last_number,
            last_hash=last_hash,
        )

        return offline_replayed
