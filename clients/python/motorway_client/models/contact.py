from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Contact")


@_attrs_define
class Contact:
    """
    Attributes:
        channel (str):
        address (str): Empty where the channel knows Default: ''.
    """

    channel: str
    address: str = ""

    def to_dict(self) -> dict[str, Any]:
        channel = self.channel

        address = self.address

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "channel": channel,
                "address": address,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        channel = d.pop("channel")

        address = d.pop("address")

        contact = cls(
            channel=channel,
            address=address,
        )

        return contact
