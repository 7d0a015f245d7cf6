from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="PinSignIn")


@_attrs_define
class PinSignIn:
    """
    Attributes:
        user_id (UUID):
        pin (str):
    """

    user_id: UUID
    pin: str

    def to_dict(self) -> dict[str, Any]:
        user_id = str(self.user_id)

        pin = self.pin

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "user_id": user_id,
                "pin": pin,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        user_id = UUID(d.pop("user_id"))

        pin = d.pop("pin")

        pin_sign_in = cls(
            user_id=user_id,
            pin=pin,
        )

        return pin_sign_in
