from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PumpNumbers")


@_attrs_define
class PumpNumbers:
    """
    Attributes:
        pump (int):
        base (int): The pump's own numbers count behind this one: 0, or the last of a controller that was replaced
        last (int): The highest number that was ever used or given up
        reused (int): Transactions in quarantine whose number was used for another one: `SequenceReused`
        reused_since (datetime.datetime | None): When the first of them came; null without
    """

    pump: int
    base: int
    last: int
    reused: int
    reused_since: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        pump = self.pump

        base = self.base

        last = self.last

        reused = self.reused

        reused_since: None | str
        if isinstance(self.reused_since, datetime.datetime):
            reused_since = self.reused_since.isoformat()
        else:
            reused_since = self.reused_since

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pump": pump,
                "base": base,
                "last": last,
                "reused": reused,
                "reused_since": reused_since,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        pump = d.pop("pump")

        base = d.pop("base")

        last = d.pop("last")

        reused = d.pop("reused")

        def _parse_reused_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reused_since_type_0 = datetime.datetime.fromisoformat(data)

                return reused_since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        reused_since = _parse_reused_since(d.pop("reused_since"))

        pump_numbers = cls(
            pump=pump,
            base=base,
            last=last,
            reused=reused,
            reused_since=reused_since,
        )

        return pump_numbers
