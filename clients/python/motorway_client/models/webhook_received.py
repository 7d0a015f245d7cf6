from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="WebhookReceived")


@_attrs_define
class WebhookReceived:
    """
    Attributes:
        stored (bool): False: it was there already
    """

    stored: bool

    def to_dict(self) -> dict[str, Any]:
        stored = self.stored

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "stored": stored,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        stored = d.pop("stored")

        webhook_received = cls(
            stored=stored,
        )

        return webhook_received
