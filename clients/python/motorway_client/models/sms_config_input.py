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

from ..models.sms_config_input_encoding import SmsConfigInputEncoding
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sms_config_input_extra import SmsConfigInputExtra


T = TypeVar("T", bound="SmsConfigInput")


@_attrs_define
class SmsConfigInput:
    """
    Attributes:
        kind (Literal['SMS']):
        url (str):
        encoding (SmsConfigInputEncoding | Unset):  Default: SmsConfigInputEncoding.JSON.
        to_field (str | Unset):  Default: 'to'.
        text_field (str | Unset):  Default: 'text'.
        extra (SmsConfigInputExtra | Unset): Further fields of the request
        header (str | Unset):  Default: 'Authorization'.
        credential (None | str | Unset): Value of that header. Left out: as it was
        to (str | Unset):  Default: ''.
    """

    kind: Literal["SMS"]
    url: str
    encoding: SmsConfigInputEncoding | Unset = SmsConfigInputEncoding.JSON
    to_field: str | Unset = "to"
    text_field: str | Unset = "text"
    extra: SmsConfigInputExtra | Unset = UNSET
    header: str | Unset = "Authorization"
    credential: None | str | Unset = UNSET
    to: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        url = self.url

        encoding: str | Unset = UNSET
        if not isinstance(self.encoding, Unset):
            encoding = self.encoding.value

        to_field = self.to_field

        text_field = self.text_field

        extra: dict[str, Any] | Unset = UNSET
        if not isinstance(self.extra, Unset):
            extra = self.extra.to_dict()

        header = self.header

        credential: None | str | Unset
        if isinstance(self.credential, Unset):
            credential = UNSET
        else:
            credential = self.credential

        to = self.to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "url": url,
            }
        )
        if encoding is not UNSET:
            field_dict["encoding"] = encoding
        if to_field is not UNSET:
            field_dict["to_field"] = to_field
        if text_field is not UNSET:
            field_dict["text_field"] = text_field
        if extra is not UNSET:
            field_dict["extra"] = extra
        if header is not UNSET:
            field_dict["header"] = header
        if credential is not UNSET:
            field_dict["credential"] = credential
        if to is not UNSET:
            field_dict["to"] = to

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.sms_config_input_extra import SmsConfigInputExtra

        d = dict(src_dict)
        kind = cast(Literal["SMS"], d.pop("kind"))
        if kind != "SMS":
            raise ValueError(f"kind must match const 'SMS', got '{kind}'")

        url = d.pop("url")

        _encoding = d.pop("encoding", UNSET)
        encoding: SmsConfigInputEncoding | Unset
        if isinstance(_encoding, Unset):
            encoding = UNSET
        else:
            encoding = SmsConfigInputEncoding(_encoding)

        to_field = d.pop("to_field", UNSET)

        text_field = d.pop("text_field", UNSET)

        _extra = d.pop("extra", UNSET)
        extra: SmsConfigInputExtra | Unset
        if isinstance(_extra, Unset):
            extra = UNSET
        else:
            extra = SmsConfigInputExtra.from_dict(_extra)

        header = d.pop("header", UNSET)

        def _parse_credential(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        credential = _parse_credential(d.pop("credential", UNSET))

        to = d.pop("to", UNSET)

        sms_config_input = cls(
            kind=kind,
            url=url,
            encoding=encoding,
            to_field=to_field,
            text_field=text_field,
            extra=extra,
            header=header,
            credential=credential,
            to=to,
        )

        return sms_config_input
