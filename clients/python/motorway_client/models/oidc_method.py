from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="OidcMethod")


@_attrs_define
class OidcMethod:
    """
    Attributes:
        name (str): For the button
        login_url (str): Where the browser goes
    """

    name: str
    login_url: str

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        login_url = self.login_url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "login_url": login_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        login_url = d.pop("login_url")

        oidc_method = cls(
            name=name,
            login_url=login_url,
        )

        return oidc_method
