from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.card_method import CardMethod


T = TypeVar("T", bound="CardSetupStart")


@_attrs_define
class CardSetupStart:
    """
    Attributes:
        site (str):
        method (CardMethod): How the customer presents a card; with its kind comes what it needs, and nothing else.
    """

    site: str
    method: CardMethod

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        method = self.method.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "method": method,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.card_method import CardMethod

        d = dict(src_dict)
        site = d.pop("site")

        method = CardMethod.from_dict(d.pop("method"))

        card_setup_start = cls(
            site=site,
            method=method,
        )

        return card_setup_start
