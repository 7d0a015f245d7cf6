from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.role import Role
from ..types import UNSET, Unset

T = TypeVar("T", bound="GrantInput")


@_attrs_define
class GrantInput:
    """A role, and where it holds: exactly one of `site`, `area` and `everything`.

    Attributes:
        role (Role):
        site (None | str | Unset): Site id
        area (None | str | Unset): Area id
        everything (bool | Unset): All sites, also those to come Default: False.
    """

    role: Role
    site: None | str | Unset = UNSET
    area: None | str | Unset = UNSET
    everything: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        role = self.role.value

        site: None | str | Unset
        if isinstance(self.site, Unset):
            site = UNSET
        else:
            site = self.site

        area: None | str | Unset
        if isinstance(self.area, Unset):
            area = UNSET
        else:
            area = self.area

        everything = self.everything

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "role": role,
            }
        )
        if site is not UNSET:
            field_dict["site"] = site
        if area is not UNSET:
            field_dict["area"] = area
        if everything is not UNSET:
            field_dict["everything"] = everything

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        role = Role(d.pop("role"))

        def _parse_site(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        site = _parse_site(d.pop("site", UNSET))

        def _parse_area(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        area = _parse_area(d.pop("area", UNSET))

        everything = d.pop("everything", UNSET)

        grant_input = cls(
            role=role,
            site=site,
            area=area,
            everything=everything,
        )

        return grant_input
