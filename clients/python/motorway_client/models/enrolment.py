from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="Enrolment")


@_attrs_define
class Enrolment:
    """
    Attributes:
        site (str):
        label (str | Unset):  Default: ''.
        csr_pem (str | Unset): PEM; empty: the key is made here, given once Default: ''.
    """

    site: str
    label: str | Unset = ""
    csr_pem: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        label = self.label

        csr_pem = self.csr_pem

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
            }
        )
        if label is not UNSET:
            field_dict["label"] = label
        if csr_pem is not UNSET:
            field_dict["csr_pem"] = csr_pem

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        site = d.pop("site")

        label = d.pop("label", UNSET)

        csr_pem = d.pop("csr_pem", UNSET)

        enrolment = cls(
            site=site,
            label=label,
            csr_pem=csr_pem,
        )

        return enrolment
