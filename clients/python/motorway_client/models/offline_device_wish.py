from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="OfflineDeviceWish")


@_attrs_define
class OfflineDeviceWish:
    """
    Attributes:
        device_id (UUID): Made by the device, once
        name (str): For people
        pending (int | Unset): Operations that it has not handed in Default: 0.
    """

    device_id: UUID
    name: str
    pending: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        device_id = str(self.device_id)

        name = self.name

        pending = self.pending

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device_id": device_id,
                "name": name,
            }
        )
        if pending is not UNSET:
            field_dict["pending"] = pending

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device_id = UUID(d.pop("device_id"))

        name = d.pop("name")

        pending = d.pop("pending", UNSET)

        offline_device_wish = cls(
            device_id=device_id,
            name=name,
            pending=pending,
        )

        return offline_device_wish
