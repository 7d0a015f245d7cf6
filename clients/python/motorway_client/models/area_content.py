from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="AreaContent")


@_attrs_define
class AreaContent:
    """What an area is made of.

    Attributes:
        name (str):
        sites (list[str]): Site ids
    """

    name: str
    sites: list[str]

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        sites = self.sites

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "sites": sites,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        sites = cast(list[str], d.pop("sites"))

        area_content = cls(
            name=name,
            sites=sites,
        )

        return area_content
