from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="InitialPassword")


@_attrs_define
class InitialPassword:
    """
    Attributes:
        initial_password (str): Shown this once; to be changed at the next sign-in
    """

    initial_password: str

    def to_dict(self) -> dict[str, Any]:
        initial_password = self.initial_password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "initial_password": initial_password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        initial_password = d.pop("initial_password")

        initial_password = cls(
            initial_password=initial_password,
        )

        return initial_password
