from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.restriction import Restriction

T = TypeVar("T", bound="Session")


@_attrs_define
class Session:
    """
    Attributes:
        user_id (str):
        username (str):
        display_name (str):
        restriction (None | Restriction): What must be done before anything else is allowed
        expires_at (datetime.datetime): When the session ends in any case
        access_expires_at (datetime.datetime): Refresh before
    """

    user_id: str
    username: str
    display_name: str
    restriction: None | Restriction
    expires_at: datetime.datetime
    access_expires_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        username = self.username

        display_name = self.display_name

        restriction: None | str
        if isinstance(self.restriction, Restriction):
            restriction = self.restriction.value
        else:
            restriction = self.restriction

        expires_at = self.expires_at.isoformat()

        access_expires_at = self.access_expires_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "user_id": user_id,
                "username": username,
                "display_name": display_name,
                "restriction": restriction,
                "expires_at": expires_at,
                "access_expires_at": access_expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        user_id = d.pop("user_id")

        username = d.pop("username")

        display_name = d.pop("display_name")

        def _parse_restriction(data: object) -> None | Restriction:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                restriction_type_0 = Restriction(data)

                return restriction_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Restriction, data)

        restriction = _parse_restriction(d.pop("restriction"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        access_expires_at = datetime.datetime.fromisoformat(d.pop("access_expires_at"))

        session = cls(
            user_id=user_id,
            username=username,
            display_name=display_name,
            restriction=restriction,
            expires_at=expires_at,
            access_expires_at=access_expires_at,
        )

        return session
