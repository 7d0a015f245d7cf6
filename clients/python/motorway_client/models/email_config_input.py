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

from ..models.email_config_input_security import EmailConfigInputSecurity
from ..types import UNSET, Unset

T = TypeVar("T", bound="EmailConfigInput")


@_attrs_define
class EmailConfigInput:
    """
    Attributes:
        kind (Literal['EMAIL']):
        host (str):
        sender (str):
        port (int | Unset):  Default: 587.
        security (EmailConfigInputSecurity | Unset):  Default: EmailConfigInputSecurity.STARTTLS.
        username (str | Unset):  Default: ''.
        password (None | str | Unset): Password of the mail server. Left out: as it was
        to (str | Unset): Where it goes when the channel itself is told Default: ''.
    """

    kind: Literal["EMAIL"]
    host: str
    sender: str
    port: int | Unset = 587
    security: EmailConfigInputSecurity | Unset = EmailConfigInputSecurity.STARTTLS
    username: str | Unset = ""
    password: None | str | Unset = UNSET
    to: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        host = self.host

        sender = self.sender

        port = self.port

        security: str | Unset = UNSET
        if not isinstance(self.security, Unset):
            security = self.security.value

        username = self.username

        password: None | str | Unset
        if isinstance(self.password, Unset):
            password = UNSET
        else:
            password = self.password

        to = self.to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "host": host,
                "sender": sender,
            }
        )
        if port is not UNSET:
            field_dict["port"] = port
        if security is not UNSET:
            field_dict["security"] = security
        if username is not UNSET:
            field_dict["username"] = username
        if password is not UNSET:
            field_dict["password"] = password
        if to is not UNSET:
            field_dict["to"] = to

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast(Literal["EMAIL"], d.pop("kind"))
        if kind != "EMAIL":
            raise ValueError(f"kind must match const 'EMAIL', got '{kind}'")

        host = d.pop("host")

        sender = d.pop("sender")

        port = d.pop("port", UNSET)

        _security = d.pop("security", UNSET)
        security: EmailConfigInputSecurity | Unset
        if isinstance(_security, Unset):
            security = UNSET
        else:
            security = EmailConfigInputSecurity(_security)

        username = d.pop("username", UNSET)

        def _parse_password(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        password = _parse_password(d.pop("password", UNSET))

        to = d.pop("to", UNSET)

        email_config_input = cls(
            kind=kind,
            host=host,
            sender=sender,
            port=port,
            security=security,
            username=username,
            password=password,
            to=to,
        )

        return email_config_input
