from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="OneTimeCode")


@_attrs_define
class OneTimeCode:
    """
    Attributes:
        otp (str): Of the authenticator app, or a recovery code
    """

    otp: str

    def to_dict(self) -> dict[str, Any]:
        otp = self.otp

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "otp": otp,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        otp = d.pop("otp")

        one_time_code = cls(
            otp=otp,
        )

        return one_time_code
