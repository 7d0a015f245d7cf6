from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="Till")


@_attrs_define
class Till:
    """A browser at a counter.

    Attributes:
        till_id (UUID):
        site (str):
        name (str):
        enrolled_at (datetime.datetime):
        enrolled_by (str):
        last_used_at (datetime.datetime | None): When a cashier last came in by PIN
        revoked_at (datetime.datetime | None):
    """

    till_id: UUID
    site: str
    name: str
    enrolled_at: datetime.datetime
    enrolled_by: str
    last_used_at: datetime.datetime | None
    revoked_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        till_id = str(self.till_id)

        site = self.site

        name = self.name

        enrolled_at = self.enrolled_at.isoformat()

        enrolled_by = self.enrolled_by

        last_used_at: None | str
        if isinstance(self.last_used_at, datetime.datetime):
            last_used_at = self.last_used_at.isoformat()
        else:
            last_used_at = self.last_used_at

        revoked_at: None | str
        if isinstance(self.revoked_at, datetime.datetime):
            revoked_at = self.revoked_at.isoformat()
        else:
            revoked_at = self.revoked_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "till_id": till_id,
                "site": site,
                "name": name,
                "enrolled_at": enrolled_at,
                "enrolled_by": enrolled_by,
                "last_used_at": last_used_at,
                "revoked_at": revoked_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        till_id = UUID(d.pop("till_id"))

        site = d.pop("site")

        name = d.pop("name")

        enrolled_at = datetime.datetime.fromisoformat(d.pop("enrolled_at"))

        enrolled_by = d.pop("enrolled_by")

        def _parse_last_used_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_used_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_used_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_used_at = _parse_last_used_at(d.pop("last_used_at"))

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

        till = cls(
            till_id=till_id,
            site=site,
            name=name,
            enrolled_at=enrolled_at,
            enrolled_by=enrolled_by,
            last_used_at=last_used_at,
            revoked_at=revoked_at,
        )

        return till
