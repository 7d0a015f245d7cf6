from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="TillEnrolment")


@_attrs_define
class TillEnrolment:
    """
    Attributes:
        site (str):
        name (str):
    """

    site: str
    name: str

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        site = d.pop("site")

        name = d.pop("name")

        till_enrolment = cls(
            site=site,
            name=name,
        )

        return till_enrolment
