from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="QuarantinedMessage")


@_attrs_define
class QuarantinedMessage:
    """A device message that could not be accepted.

    Attributes:
        quarantine_id (str):
        received_at (datetime.datetime):
        site (str):
        topic (str):
        reason (str):
        detail (str):
        content_type (str):
        payload_base64 (str): At most 64 KiB of it
        payload_size (int):
    """

    quarantine_id: str
    received_at: datetime.datetime
    site: str
    topic: str
    reason: str
    detail: str
    content_type: str
    payload_base64: str
    payload_size: int

    def to_dict(self) -> dict[str, Any]:
        quarantine_id = self.quarantine_id

        received_at = self.received_at.isoformat()

        site = self.site

        topic = self.topic

        reason = self.reason

        detail = self.detail

        content_type = self.content_type

        payload_base64 = self.payload_base64

        payload_size = self.payload_size

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "quarantine_id": quarantine_id,
                "received_at": received_at,
                "site": site,
                "topic": topic,
                "reason": reason,
                "detail": detail,
                "content_type": content_type,
                "payload_base64": payload_base64,
                "payload_size": payload_size,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        quarantine_id = d.pop("quarantine_id")

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        site = d.pop("site")

        topic = d.pop("topic")

        reason = d.pop("reason")

        detail = d.pop("detail")

        content_type = d.pop("content_type")

        payload_base64 = d.pop("payload_base64")

        payload_size = d.pop("payload_size")

        quarantined_message = cls(
            quarantine_id=quarantine_id,
            received_at=received_at,
            site=site,
            topic=topic,
            reason=reason,
            detail=detail,
            content_type=content_type,
            payload_base64=payload_base64,
            payload_size=payload_size,
        )

        return quarantined_message
