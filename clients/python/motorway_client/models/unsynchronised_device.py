from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="UnsynchronisedDevice")


@_attrs_define
class UnsynchronisedDevice:
    """A browser at the till that had done more without a line than it had handed in.

    Attributes:
        device_id (str):
        name (str):
        series (str): Of its receipts
        pending (int): Operations, as it said last
        seen_at (datetime.datetime):
    """

    device_id: str
    name: str
    series: str
    pending: int
    seen_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        device_id = self.device_id

        name = self.name

        series = self.series

        pending = self.pending

        seen_at = self.seen_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device_id": device_id,
                "name": name,
                "series": series,
                "pending": pending,
                "seen_at": seen_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device_id = d.pop("device_id")

        name = d.pop("name")

        series = d.pop("series")

        pending = d.pop("pending")

        seen_at = datetime.datetime.fromisoformat(d.pop("seen_at"))

        unsynchronised_device = cls(
            device_id=device_id,
            name=name,
            series=series,
            pending=pending,
            seen_at=seen_at,
        )

        return unsynchronised_device
