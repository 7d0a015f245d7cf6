from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.price_input import PriceInput


T = TypeVar("T", bound="PriceSchedule")


@_attrs_define
class PriceSchedule:
    """
    Attributes:
        prices (list[PriceInput]): Every grade, for each service level of the site's pumps
        effective_at (str): RFC 3339 with its offset, or a local time of the site without one, or `now`
        confirm_large_change (bool | Unset): Also when a price moves by more than 25 % Default: False.
    """

    prices: list[PriceInput]
    effective_at: str
    confirm_large_change: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        prices = []
        for prices_item_data in self.prices:
            prices_item = prices_item_data.to_dict()
            prices.append(prices_item)

        effective_at = self.effective_at

        confirm_large_change = self.confirm_large_change

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "prices": prices,
                "effective_at": effective_at,
            }
        )
        if confirm_large_change is not UNSET:
            field_dict["confirm_large_change"] = confirm_large_change

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.price_input import PriceInput

        d = dict(src_dict)
        prices = []
        _prices = d.pop("prices")
        for prices_item_data in _prices:
            prices_item = PriceInput.from_dict(prices_item_data)

            prices.append(prices_item)

        effective_at = d.pop("effective_at")

        confirm_large_change = d.pop("confirm_large_change", UNSET)

        price_schedule = cls(
            prices=prices,
            effective_at=effective_at,
            confirm_large_change=confirm_large_change,
        )

        return price_schedule
