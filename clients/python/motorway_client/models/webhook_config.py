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

T = TypeVar("T", bound="WebhookConfig")


@_attrs_define
class WebhookConfig:
    """
    Attributes:
        kind (Literal['WEBHOOK']):
        url (str):
    """

    kind: Literal["WEBHOOK"]
    url: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        url = self.url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "url": url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast(Literal["WEBHOOK"], d.pop("kind"))
        if kind != "WEBHOOK":
            raise ValueError(f"kind must match const 'WEBHOOK', got '{kind}'")

        url = d.pop("url")

        webhook_config = cls(
            kind=kind,
            url=url,
        )

        return webhook_config
