from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Reader")


@_attrs_define
class Reader:
    """A card reader at a till.

    Attributes:
        reader_id (str):
        site (str):
        till (str): Where it stands; empty: any
        label (str):
        device_type (str): As Stripe names it
        serial_number (str):
        status (str): `online` or `offline`, as Stripe says
        busy_with (str): The payment that it asks for; empty: idle
        stripe_id (str):
        last_seen_at (datetime.datetime | None):
        test (bool): No real money
    """

    reader_id: str
    site: str
    till: str
    label: str
    device_type: str
    serial_number: str
    status: str
    busy_with: str
    stripe_id: str
    last_seen_at: datetime.datetime | None
    test: bool

    def to_dict(self) -> dict[str, Any]:
        reader_id = self.reader_id

        site = self.site

        till = self.till

        label = self.label

        device_type = self.device_type

        serial_number = self.serial_number

        status = self.status

        busy_with = self.busy_with

        stripe_id = self.stripe_id

        last_seen_at: None | str
        if isinstance(self.last_seen_at, datetime.datetime):
            last_seen_at = self.last_seen_at.isoformat()
        else:
            last_seen_at = self.last_seen_at

        test = self.test

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "reader_id": reader_id,
                "site": site,
                "till": till,
                "label": label,
                "device_type": device_type,
                "serial_number": serial_number,
                "status": status,
                "busy_with": busy_with,
                "stripe_id": stripe_id,
                "last_seen_at": last_seen_at,
                "test": test,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        reader_id = d.pop("reader_id")

        site = d.pop("site")

        till = d.pop("till")

        label = d.pop("label")

        device_type = d.pop("device_type")

        serial_number = d.pop("serial_number")

        status = d.pop("status")

        busy_with = d.pop("busy_with")

        stripe_id = d.pop("stripe_id")

        def _parse_last_seen_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_seen_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_seen_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_seen_at = _parse_last_seen_at(d.pop("last_seen_at"))

        test = d.pop("test")

        reader = cls(
            reader_id=reader_id,
            site=site,
            till=till,
            label=label,
            device_type=device_type,
            serial_number=serial_number,
            status=status,
            busy_with=busy_with,
            stripe_id=stripe_id,
            last_seen_at=last_seen_at,
            test=test,
        )

        return reader
