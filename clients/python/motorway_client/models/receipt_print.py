from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.receipt_format import ReceiptFormat

T = TypeVar("T", bound="ReceiptPrint")


@_attrs_define
class ReceiptPrint:
    """
    Attributes:
        format_ (ReceiptFormat):
    """

    format_: ReceiptFormat

    def to_dict(self) -> dict[str, Any]:
        format_ = self.format_.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "format": format_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        format_ = ReceiptFormat(d.pop("format"))

        receipt_print = cls(
            format_=format_,
        )

        return receipt_print
