from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Area")


@_attrs_define
class Area:
    """A named group of sites.

    Attributes:
        name (str):
        sites (list[str]): Site ids
        area (str):
        version (int): Grows with every change
    """

    name: str
    sites: list[str]
    area: str
    version: int

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        sites = self.sites

        area = self.area

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "sites": sites,
                "area": area,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        sites = cast(list[str], d.pop("sites"))

        area = d.pop("area")

        version = d.pop("version")

        area = cls(
            name=name,
            sites=sites,
            area=area,
            version=version,
        )

        return area
