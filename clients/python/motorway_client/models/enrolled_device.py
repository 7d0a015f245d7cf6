from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.device import Device


T = TypeVar("T", bound="EnrolledDevice")


@_attrs_define
class EnrolledDevice:
    """
    Attributes:
        device (Device): A certificate given to a site controller.
        certificate_pem (str):
        ca_pem (str):
        private_key_pem (None | str): Only when no CSR was given
    """

    device: Device
    certificate_pem: str
    ca_pem: str
    private_key_pem: None | str

    def to_dict(self) -> dict[str, Any]:
        device = self.device.to_dict()

        certificate_pem = self.certificate_pem

        ca_pem = self.ca_pem

        private_key_pem: None | str
        private_key_pem = self.private_key_pem

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "certificate_pem": certificate_pem,
                "ca_pem": ca_pem,
                "private_key_pem": private_key_pem,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.device import Device

        d = dict(src_dict)
        device = Device.from_dict(d.pop("device"))

        certificate_pem = d.pop("certificate_pem")

        ca_pem = d.pop("ca_pem")

        def _parse_private_key_pem(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        private_key_pem = _parse_private_key_pem(d.pop("private_key_pem"))

        enrolled_device = cls(
            device=device,
            certificate_pem=certificate_pem,
            ca_pem=ca_pem,
            private_key_pem=private_key_pem,
        )

        return enrolled_device
