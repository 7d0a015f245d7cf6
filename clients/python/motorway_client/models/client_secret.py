from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ClientSecret")


@_attrs_define
class ClientSecret:
    """
    Attributes:
        client_secret (str): For Stripe's own forms, of this payment
    """

    client_secret: str

    def to_dict(self) -> dict[str, Any]:
        client_secret = self.client_secret

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "client_secret": client_secret,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        client_secret = d.pop("client_secret")

        client_secret = cls(
            client_secret=client_secret,
        )

        return client_secret
