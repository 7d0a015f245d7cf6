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

T = TypeVar("T", bound="WebPushConfig")


@_attrs_define
class WebPushConfig:
    """
    Attributes:
        kind (Literal['WEB_PUSH']):
        contact (str):
    """

    kind: Literal["WEB_PUSH"]
    contact: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        contact = self.contact

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "contact": contact,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast(Literal["WEB_PUSH"], d.pop("kind"))
        if kind != "WEB_PUSH":
            raise ValueError(f"kind must match const 'WEB_PUSH', got '{kind}'")

        contact = d.pop("contact")

        web_push_config = cls(
            kind=kind,
            contact=contact,
        )

        return web_push_config
