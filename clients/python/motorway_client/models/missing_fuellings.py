from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="MissingFuellings")


@_attrs_define
class MissingFuellings:
    """Numbers of finished fuellings that did not come although later ones did a while ago.

    Attributes:
        first (int):
        last (int):
        since (datetime.datetime): When a later one came
    """

    first: int
    last: int
    since: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        first = self.first

        last = self.last

        since = self.since.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "first": first,
                "last": last,
                "since": since,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        first = d.pop("first")

        last = d.pop("last")

        since = datetime.datetime.fromisoformat(d.pop("since"))

        missing_fuellings = cls(
            first=first,
            last=last,
            since=since,
        )

        return missing_fuellings
