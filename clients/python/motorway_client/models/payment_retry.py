from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.card_method import CardMethod


T = TypeVar("T", bound="PaymentRetry")


@_attrs_define
class PaymentRetry:
    """
    Attributes:
        method (CardMethod): How the customer presents a card; with its kind comes what it needs, and nothing else.
    """

    method: CardMethod

    def to_dict(self) -> dict[str, Any]:
        method = self.method.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "method": method,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.card_method import CardMethod

        d = dict(src_dict)
        method = CardMethod.from_dict(d.pop("method"))

        payment_retry = cls(
            method=method,
        )

        return payment_retry
