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

from ..models.email_config_security import EmailConfigSecurity

T = TypeVar("T", bound="EmailConfig")


@_attrs_define
class EmailConfig:
    """
    Attributes:
        kind (Literal['EMAIL']):
        host (str):
        port (int):  Default: 587.
        security (EmailConfigSecurity):  Default: EmailConfigSecurity.STARTTLS.
        username (str):  Default: ''.
        sender (str):
        to (str): Where it goes when the channel itself is told Default: ''.
    """

    kind: Literal["EMAIL"]
    host: str
    sender: str
    port: int = 587
    security: EmailConfigSecurity = EmailConfigSecurity.STARTTLS
    username: str = ""
    to: str = ""

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        host = self.host

        port = self.port

        security = self.security.value

        username = self.username

        sender = self.sender

        to = self.to

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "host": host,
                "port": port,
                "security": security,
                "username": username,
                "sender": sender,
                "to": to,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast(Literal["EMAIL"], d.pop("kind"))
        if kind != "EMAIL":
            raise ValueError(f"kind must match const 'EMAIL', got '{kind}'")

        host = d.pop("host")

        port = d.pop("port")

        security = EmailConfigSecurity(d.pop("security"))

        username = d.pop("username")

        sender = d.pop("sender")

        to = d.pop("to")

        email_config = cls(
            kind=kind,
            host=host,
            port=port,
            security=security,
            username=username,
            sender=sender,
            to=to,
        )

        return email_config
