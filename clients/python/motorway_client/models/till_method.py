from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="TillMethod")


@_attrs_define
class TillMethod:
    """
    Attributes:
        till_id (UUID):
        name (str):
        site (str):
    """

    till_id: UUID
    name: str
    site: str

    def to_dict(self) -> dict[str, Any]:
        till_id = str(self.till_id)

        name = self.name

        site = self.site

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "till_id": till_id,
                "name": name,
                "site": site,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        till_id = UUID(d.pop("till_id"))

        name = d.pop("name")

        site = d.pop("site")

        till_method = cls(
            till_id=till_id,
            name=name,
            site=site,
        )

        return till_method
