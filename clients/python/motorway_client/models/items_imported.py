from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ItemsImported")


@_attrs_define
class ItemsImported:
    """
    Attributes:
        changed (int): How many are new or differ from what was there
    """

    changed: int

    def to_dict(self) -> dict[str, Any]:
        changed = self.changed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "changed": changed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        changed = d.pop("changed")

        items_imported = cls(
            changed=changed,
        )

        return items_imported
