from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RotaOverride")


@_attrs_define
class RotaOverride:
    """
    Attributes:
        override_id (str):
        recipient (str):
        starts_at (datetime.datetime):
        ends_at (datetime.datetime):
        reason (str):
        made_by (str):
        made_at (datetime.datetime):
    """

    override_id: str
    recipient: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    reason: str
    made_by: str
    made_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        override_id = self.override_id

        recipient = self.recipient

        starts_at = self.starts_at.isoformat()

        ends_at = self.ends_at.isoformat()

        reason = self.reason

        made_by = self.made_by

        made_at = self.made_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "override_id": override_id,
                "recipient": recipient,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "reason": reason,
                "made_by": made_by,
                "made_at": made_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        override_id = d.pop("override_id")

        recipient = d.pop("recipient")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        reason = d.pop("reason")

        made_by = d.pop("made_by")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        rota_override = cls(
            override_id=override_id,
            recipient=recipient,
            starts_at=starts_at,
            ends_at=ends_at,
            reason=reason,
            made_by=made_by,
            made_at=made_at,
        )

        return rota_override
