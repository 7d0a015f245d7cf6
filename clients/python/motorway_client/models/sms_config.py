from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.sms_config_encoding import SmsConfigEncoding

if TYPE_CHECKING:
    from ..models.sms_config_extra import SmsConfigExtra


T = TypeVar("T", bound="SmsConfig")


@_attrs_define
class SmsConfig:
    """
    Attributes:
        kind (Literal['SMS']):
        url (str):
        encoding (SmsConfigEncoding):  Default: SmsConfigEncoding.JSON.
        to_field (str):  Default: 'to'.
        text_field (str):  Default: 'text'.
        extra (SmsConfigExtra): Further fields of the request
        header (str):  Default: 'Authorization'.
        to (str):  Default: ''.
    """

    kind: Literal["SMS"]
    url: str
    extra: SmsConfigExtra
    encoding: SmsConfigEncoding = SmsConfigEncoding.JSON
    to_field: str = "to"
    text_field: str = "text"
    header: str = "Authorization"
    to: str = ""

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        url = self.url

        encoding = self.encoding.value

        to_field = self.to_field

        text_field = self.text_field

        extra = self.extra.to_dict()

        header = self.header

        to = self.to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "url": url,
                "encoding": encoding,
                "to_field": to_field,
                "text_field": text_field,
                "extra": extra,
                "header": header,
                "to": to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.sms_config_extra import SmsConfigExtra

        d = dict(src_dict)
        kind = cast(Literal["SMS"], d.pop("kind"))
        if kind != "SMS":
            raise ValueError(f"kind must match const 'SMS', got '{kind}'")

        url = d.pop("url")

        encoding = SmsConfigEncoding(d.pop("encoding"))

        to_field = d.pop("to_field")

        text_field = d.pop("text_field")

        extra = SmsConfigExtra.from_dict(d.pop("extra"))

        header = d.pop("header")

        to = d.pop("to")

        sms_config = cls(
            kind=kind,
            url=url,
            encoding=encoding,
            to_field=to_field,
            text_field=text_field,
            extra=extra,
            header=header,
            to=to,
        )

        return sms_config
