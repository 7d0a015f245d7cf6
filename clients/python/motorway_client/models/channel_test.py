from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ChannelTest")


@_attrs_define
class ChannelTest:
    """
    Attributes:
        address (str | Unset): Empty: where the channel itself goes Default: ''.
        site (str | Unset): At whose display, for MQTT Default: ''.
    """

    address: str | Unset = ""
    site: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        address = self.address

        site = self.site

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if address is not UNSET:
            field_dict["address"] = address
        if site is not UNSET:
            field_dict["site"] = site

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        address = d.pop("address", UNSET)

        site = d.pop("site", UNSET)

        channel_test = cls(
            address=address,
            site=site,
        )

        return channel_test
