from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReaderRegistration")


@_attrs_define
class ReaderRegistration:
    """
    Attributes:
        site (str):
        registration_code (str): As the reader shows it
        label (str):
        till (str | Unset): Where it stands; empty: any Default: ''.
    """

    site: str
    registration_code: str
    label: str
    till: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        registration_code = self.registration_code

        label = self.label

        till = self.till

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "registration_code": registration_code,
                "label": label,
            }
        )
        if till is not UNSET:
            field_dict["till"] = till

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        site = d.pop("site")

        registration_code = d.pop("registration_code")

        label = d.pop("label")

        till = d.pop("till", UNSET)

        reader_registration = cls(
            site=site,
            registration_code=registration_code,
            label=label,
            till=till,
        )

        return reader_registration
