from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="OfflineDevice")


@_attrs_define
class OfflineDevice:
    """A browser at a till that may go on without a line.

    Attributes:
        device_id (str):
        site (str):
        till (str):
        name (str):
        series (str): Of its receipts
        last_number (int): Of its last operation that is booked; 0: none
        last_hash (str): The next operation continues it; 64 zeros: none is booked
        last_receipt_number (int): The last of its series; 0: none
        pending (int): Operations that it had not handed in when it was heard last
        seen_at (datetime.datetime):
        registered_at (datetime.datetime):
        registered_by (str):
    """

    device_id: str
    site: str
    till: str
    name: str
    series: str
    last_number: int
    last_hash: str
    last_receipt_number: int
    pending: int
    seen_at: datetime.datetime
    registered_at: datetime.datetime
    registered_by: str

    def to_dict(self) -> dict[str, Any]:
        device_id = self.device_id

        site = self.site

        till = self.till

        name = self.name

        series = self.series

        last_number = self.last_number

        last_hash = self.last_hash

        last_receipt_number = self.last_receipt_number

        pending = self.pending

        seen_at = self.seen_at.isoformat()

        registered_at = self.registered_at.isoformat()

        registered_by = self.registered_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device_id": device_id,
                "site": site,
                "till": till,
                "name": name,
                "series": series,
                "last_number": last_number,
                "last_hash": last_hash,
                "last_receipt_number": last_receipt_number,
                "pending": pending,
                "seen_at": seen_at,
                "registered_at": registered_at,
                "registered_by": registered_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device_id = d.pop("device_id")

        site = d.pop("site")

        till = d.pop("till")

        name = d.pop("name")

        series = d.pop("series")

        last_number = d.pop("last_number")

        last_hash = d.pop("last_hash")

        last_receipt_number = d.pop("last_receipt_number")

        pending = d.pop("pending")

        seen_at = datetime.datetime.fromisoformat(d.pop("seen_at"))

        registered_at = datetime.datetime.fromisoformat(d.pop("registered_at"))

        registered_by = d.pop("registered_by")

        offline_device = cls(
            device_id=device_id,
            site=site,
            till=till,
            name=name,
            series=series,
            last_number=last_number,
            last_hash=last_hash,
            last_receipt_number=last_receipt_number,
            pending=pending,
            seen_at=seen_at,
            registered_at=registered_at,
            registered_by=registered_by,
        )

        return offline_device
