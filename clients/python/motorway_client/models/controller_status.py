from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ControllerStatus")


@_attrs_define
class ControllerStatus:
    """
    Attributes:
        site (str):
        online (bool):
        software_version (str):
        changed_at (datetime.datetime): When it last came online or went offline
        last_seen_at (datetime.datetime | None):
    """

    site: str
    online: bool
    software_version: str
    changed_at: datetime.datetime
    last_seen_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        online = self.online

        software_version = self.software_version

        changed_at = self.changed_at.isoformat()

        last_seen_at: None | str
        if isinstance(self.last_seen_at, datetime.datetime):
            last_seen_at = self.last_seen_at.isoformat()
        else:
            last_seen_at = self.last_seen_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "online": online,
                "software_version": software_version,
                "changed_at": changed_at,
                "last_seen_at": last_seen_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        site = d.pop("site")

        online = d.pop("online")

        software_version = d.pop("software_version")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

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

        controller_status = cls(
            site=site,
            online=online,
            software_version=software_version,
            changed_at=changed_at,
            last_seen_at=last_seen_at,
        )

        return controller_status
