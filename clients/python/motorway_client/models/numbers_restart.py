from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="NumbersRestart")


@_attrs_define
class NumbersRestart:
    """
    Attributes:
        last (int): The pump's last number as you saw it
        replaced_at (datetime.datetime): When the new controller began; what was refused before stays refused
        reason (str): For the audit
    """

    last: int
    replaced_at: datetime.datetime
    reason: str

    def to_dict(self) -> dict[str, Any]:
        last = self.last

        replaced_at = self.replaced_at.isoformat()

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "last": last,
                "replaced_at": replaced_at,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        last = d.pop("last")

        replaced_at = datetime.datetime.fromisoformat(d.pop("replaced_at"))

        reason = d.pop("reason")

        numbers_restart = cls(
            last=last,
            replaced_at=replaced_at,
            reason=reason,
        )

        return numbers_restart
