from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.role import Role

T = TypeVar("T", bound="Grant")


@_attrs_define
class Grant:
    """A role, and where it holds: exactly one of `site`, `area` and `everything`.

    Attributes:
        role (Role):
        site (None | str): Site id
        area (None | str): Area id
        everything (bool): All sites, also those to come Default: False.
    """

    role: Role
    site: None | str
    area: None | str
    everything: bool = False

    def to_dict(self) -> dict[str, Any]:
        role = self.role.value

        site: None | str
        site = self.site

        area: None | str
        area = self.area

        everything = self.everything

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "role": role,
                "site": site,
                "area": area,
                "everything": everything,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        role = Role(d.pop("role"))

        def _parse_site(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        site = _parse_site(d.pop("site"))

        def _parse_area(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        area = _parse_area(d.pop("area"))

        everything = d.pop("everything")

        grant = cls(
            role=role,
            site=site,
            area=area,
            everything=everything,
        )

        return grant
