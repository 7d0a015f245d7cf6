from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.method import Method

T = TypeVar("T", bound="OpenSession")


@_attrs_define
class OpenSession:
    """
    Attributes:
        session_id (str):
        created_at (datetime.datetime):
        last_used_at (datetime.datetime): When it was refreshed
        expires_at (datetime.datetime):
        address (str):
        user_agent (str):
        method (Method): How somebody proved who they are.
        current (bool):
    """

    session_id: str
    created_at: datetime.datetime
    last_used_at: datetime.datetime
    expires_at: datetime.datetime
    address: str
    user_agent: str
    method: Method
    current: bool

    def to_dict(self) -> dict[str, Any]:
        session_id = self.session_id

        created_at = self.created_at.isoformat()

        last_used_at = self.last_used_at.isoformat()

        expires_at = self.expires_at.isoformat()

        address = self.address

        user_agent = self.user_agent

        method = self.method.value

        current = self.current

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "session_id": session_id,
                "created_at": created_at,
                "last_used_at": last_used_at,
                "expires_at": expires_at,
                "address": address,
                "user_agent": user_agent,
                "method": method,
                "current": current,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        session_id = d.pop("session_id")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        last_used_at = datetime.datetime.fromisoformat(d.pop("last_used_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        address = d.pop("address")

        user_agent = d.pop("user_agent")

        method = Method(d.pop("method"))

        current = d.pop("current")

        open_session = cls(
            session_id=session_id,
            created_at=created_at,
            last_used_at=last_used_at,
            expires_at=expires_at,
            address=address,
            user_agent=user_agent,
            method=method,
            current=current,
        )

        return open_session
