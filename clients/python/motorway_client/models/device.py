from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="Device")


@_attrs_define
class Device:
    """A certificate given to a site controller.

    Attributes:
        device_id (str):
        site (str):
        label (str):
        serial_number (str): Hexadecimal, as in the certificate
        enrolled_at (datetime.datetime):
        expires_at (datetime.datetime):
        revoked_at (datetime.datetime | None):
        revocation_reason (str):
    """

    device_id: str
    site: str
    label: str
    serial_number: str
    enrolled_at: datetime.datetime
    expires_at: datetime.datetime
    revoked_at: datetime.datetime | None
    revocation_reason: str

    def to_dict(self) -> dict[str, Any]:
        device_id = self.device_id

        site = self.site

        label = self.label

        serial_number = self.serial_number

        enrolled_at = self.enrolled_at.isoformat()

        expires_at = self.expires_at.isoformat()

        revoked_at: None | str
        if isinstance(self.revoked_at, datetime.datetime):
            revoked_at = self.revoked_at.isoformat()
        else:
            revoked_at = self.revoked_at

        revocation_reason = self.revocation_reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device_id": device_id,
                "site": site,
                "label": label,
                "serial_number": serial_number,
                "enrolled_at": enrolled_at,
                "expires_at": expires_at,
                "revoked_at": revoked_at,
                "revocation_reason": revocation_reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device_id = d.pop("device_id")

        site = d.pop("site")

        label = d.pop("label")

        serial_number = d.pop("serial_number")

        enrolled_at = datetime.datetime.fromisoformat(d.pop("enrolled_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        def _parse_revoked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                revoked_at_type_0 = datetime.datetime.fromisoformat(data)

                return revoked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        revoked_at = _parse_revoked_at(d.pop("revoked_at"))

        revocation_reason = d.pop("revocation_reason")

        device = cls(
            device_id=device_id,
            site=site,
            label=label,
            serial_number=serial_number,
            enrolled_at=enrolled_at,
            expires_at=expires_at,
            revoked_at=revoked_at,
            revocation_reason=revocation_reason,
        )

        return device
