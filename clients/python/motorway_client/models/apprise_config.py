from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

T = TypeVar("T", bound="AppriseConfig")


@_attrs_define
class AppriseConfig:
    """
    Attributes:
        kind (Literal['APPRISE']):
    """

    kind: Literal["APPRISE"]

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast(Literal["APPRISE"], d.pop("kind"))
        if kind != "APPRISE":
            raise ValueError(f"kind must match const 'APPRISE', got '{kind}'")

        apprise_config = cls(
            kind=kind,
        )

        return apprise_config
