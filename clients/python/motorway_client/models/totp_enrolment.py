from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="TotpEnrolment")


@_attrs_define
class TotpEnrolment:
    """
    Attributes:
        secret (str): Base 32, for typing in
        uri (str): The same as `otpauth:` URI
        qr_svg (str): The same as a picture to scan (SVG)
    """

    secret: str
    uri: str
    qr_svg: str

    def to_dict(self) -> dict[str, Any]:
        secret = self.secret

        uri = self.uri

        qr_svg = self.qr_svg

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "secret": secret,
                "uri": uri,
                "qr_svg": qr_svg,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        secret = d.pop("secret")

        uri = d.pop("uri")

        qr_svg = d.pop("qr_svg")

        totp_enrolment = cls(
            secret=secret,
            uri=uri,
            qr_svg=qr_svg,
        )

        return totp_enrolment
