from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Duty")


@_attrs_define
class Duty:
    """
    Attributes:
        recipient (str):
        starts_at (datetime.datetime):
        ends_at (datetime.datetime):
        override_id (str): Empty for a regular turn
    """

    recipient: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    override_id: str

    def to_dict(self) -> dict[str, Any]:
        recipient = self.recipient

        starts_at = self.starts_at.isoformat()

        ends_at = self.ends_at.isoformat()

        override_id = self.override_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "recipient": recipient,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "override_id": override_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        recipient = d.pop("recipient")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        override_id = d.pop("override_id")

        duty = cls(
            recipient=recipient,
            starts_at=starts_at,
            ends_at=ends_at,
            override_id=override_id,
        )

        return duty
