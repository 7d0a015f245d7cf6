from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PushSubscription")


@_attrs_define
class PushSubscription:
    """
    Attributes:
        subscription_id (str):
        label (str):
        host (str): Of the push service
        created_at (datetime.datetime):
    """

    subscription_id: str
    label: str
    host: str
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        subscription_id = self.subscription_id

        label = self.label

        host = self.host

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "subscription_id": subscription_id,
                "label": label,
                "host": host,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        subscription_id = d.pop("subscription_id")

        label = d.pop("label")

        host = d.pop("host")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        push_subscription = cls(
            subscription_id=subscription_id,
            label=label,
            host=host,
            created_at=created_at,
        )

        return push_subscription
