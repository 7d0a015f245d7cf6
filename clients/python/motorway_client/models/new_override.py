from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="NewOverride")


@_attrs_define
class NewOverride:
    """
    Attributes:
        recipient (str):
        starts_at (datetime.datetime):
        ends_at (datetime.datetime):
        reason (str | Unset):  Default: ''.
    """

    recipient: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    reason: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        recipient = self.recipient

        starts_at = self.starts_at.isoformat()

        ends_at = self.ends_at.isoformat()

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "recipient": recipient,
                "starts_at": starts_at,
                "ends_at": ends_at,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        recipient = d.pop("recipient")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        reason = d.pop("reason", UNSET)

        new_override = cls(
            recipient=recipient,
            starts_at=starts_at,
            ends_at=ends_at,
            reason=reason,
        )

        return new_override
