from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.grant import Grant


T = TypeVar("T", bound="User")


@_attrs_define
class User:
    """Somebody who may sign in.

    Attributes:
        user_id (UUID):
        username (str):
        display_name (str):
        email (None | str):
        disabled (bool): May not sign in
        locked (bool): After too many wrong passwords; see `unlock`
        grants (list[Grant]):
        second_factor (bool): An authenticator app is asked for at sign-in
        has_pin (bool): May sign in on tills of their sites
        must_change_password (bool):
        created_at (datetime.datetime):
        last_sign_in_at (datetime.datetime | None):
        version (int): Grows with every change
    """

    user_id: UUID
    username: str
    display_name: str
    email: None | str
    disabled: bool
    locked: bool
    grants: list[Grant]
    second_factor: bool
    has_pin: bool
    must_change_password: bool
    created_at: datetime.datetime
    last_sign_in_at: datetime.datetime | None
    version: int

    def to_dict(self) -> dict[str, Any]:
        user_id = str(self.user_id)

        username = self.username

        display_name = self.display_name

        email: None | str
        email = self.email

        disabled = self.disabled

        locked = self.locked

        grants = []
        for grants_item_data in self.grants:
            grants_item = grants_item_data.to_dict()
            grants.append(grants_item)

        second_factor = self.second_factor

        has_pin = self.has_pin

        must_change_password = self.must_change_password

        created_at = self.created_at.isoformat()

        last_sign_in_at: None | str
        if isinstance(self.last_sign_in_at, datetime.datetime):
            last_sign_in_at = self.last_sign_in_at.isoformat()
        else:
            last_sign_in_at = self.last_sign_in_at

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "user_id": user_id,
                "username": username,
                "display_name": display_name,
                "email": email,
                "disabled": disabled,
                "locked": locked,
                "grants": grants,
                "second_factor": second_factor,
                "has_pin": has_pin,
                "must_change_password": must_change_password,
                "created_at": created_at,
                "last_sign_in_at": last_sign_in_at,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.grant import Grant

        d = dict(src_dict)
        user_id = UUID(d.pop("user_id"))

        username = d.pop("username")

        display_name = d.pop("display_name")

        def _parse_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email = _parse_email(d.pop("email"))

        disabled = d.pop("disabled")

        locked = d.pop("locked")

        grants = []
        _grants = d.pop("grants")
        for grants_item_data in _grants:
            grants_item = Grant.from_dict(grants_item_data)

            grants.append(grants_item)

        second_factor = d.pop("second_factor")

        has_pin = d.pop("has_pin")

        must_change_password = d.pop("must_change_password")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_last_sign_in_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_sign_in_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_sign_in_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_sign_in_at = _parse_last_sign_in_at(d.pop("last_sign_in_at"))

        version = d.pop("version")

        user = cls(
            user_id=user_id,
            username=username,
            display_name=display_name,
            email=email,
            disabled=disabled,
            locked=locked,
            grants=grants,
            second_factor=second_factor,
            has_pin=has_pin,
            must_change_password=must_change_password,
            created_at=created_at,
            last_sign_in_at=last_sign_in_at,
            version=version,
        )

        return user
