from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.alert_rule import AlertRule


T = TypeVar("T", bound="AlertRulePage")


@_attrs_define
class AlertRulePage:
    """
    Attributes:
        items (list[AlertRule]):
        next_cursor (str):
    """

    items: list[AlertRule]
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
        from ..models.alert_rule import AlertRule

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = AlertRule.from_dict(items_item_data)

            items.append(items_item)

        next_cursor = d.pop("next_cursor")

        alert_rule_page = cls(
            items=items,
            next_cursor=next_cursor,
        )

        return alert_rule_page
