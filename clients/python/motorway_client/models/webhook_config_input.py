from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookConfigInput")


@_attrs_define
class WebhookConfigInput:
    """
    Attributes:
        kind (Literal['WEBHOOK']):
        url (str):
        secret (None | str | Unset): Signs each request (Standard Webhooks): `whsec_` and 24 to 64 bytes in base64. Left
            out: as it was
    """

    kind: Literal["WEBHOOK"]
    url: str
    secret: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        url = self.url

        secret: None | str | Unset
        if isinstance(self.secret, Unset):
            secret = UNSET
        else:
            secret = self.secret

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "url": url,
            }
        )
        if secret is not UNSET:
            field_dict["secret"] = secret

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast(Literal["WEBHOOK"], d.pop("kind"))
        if kind != "WEBHOOK":
            raise ValueError(f"kind must match const 'WEBHOOK', got '{kind}'")

        url = d.pop("url")

        def _parse_secret(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        secret = _parse_secret(d.pop("secret", UNSET))

        webhook_config_input = cls(
            kind=kind,
            url=url,
            secret=secret,
        )

        return webhook_config_input
