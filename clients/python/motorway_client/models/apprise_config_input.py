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

from ..types import UNSET, Unset

T = TypeVar("T", bound="AppriseConfigInput")


@_attrs_define
class AppriseConfigInput:
    """
    Attributes:
        kind (Literal['APPRISE']):
        url (None | str | Unset): Address as Apprise has it. Left out: as it was
    """

    kind: Literal["APPRISE"]
    url: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )
        if url is not UNSET:
            field_dict["url"] = url

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast(Literal["APPRISE"], d.pop("kind"))
        if kind != "APPRISE":
            raise ValueError(f"kind must match const 'APPRISE', got '{kind}'")

        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        apprise_config_input = cls(
            kind=kind,
            url=url,
        )

        return apprise_config_input
