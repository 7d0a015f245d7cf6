from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.user import User


T = TypeVar("T", bound="CreatedUser")


@_attrs_define
class CreatedUser:
    """
    Attributes:
        user (User): Somebody who may sign in.
        initial_password (None | str): Shown this once; null when one was given
    """

    user: User
    initial_password: None | str

    def to_dict(self) -> dict[str, Any]:
        user = self.user.to_dict()

        initial_password: None | str
        initial_password = self.initial_password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "user": user,
                "initial_password": initial_password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.user import User

        d = dict(src_dict)
        user = User.from_dict(d.pop("user"))

        def _parse_initial_password(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        initial_password = _parse_initial_password(d.pop("initial_password"))

        created_user = cls(
            user=user,
            initial_password=initial_password,
        )

        return created_user
