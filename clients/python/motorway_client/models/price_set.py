from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.price_set_state import PriceSetState

if TYPE_CHECKING:
    from ..models.price import Price
    from ..models.price_set_step import PriceSetStep


T = TypeVar("T", bound="PriceSet")


@_attrs_define
class PriceSet:
    """
    Attributes:
        site (str):
        number (int): From 1 within the site, without gaps
        state (PriceSetState):
        effective_at (datetime.datetime):
        prices (list[Price]):
        steps (list[PriceSetStep]): Oldest first; the first says who made the set
        version (int):
    """

    site: str
    number: int
    state: PriceSetState
    effective_at: datetime.datetime
    prices: list[Price]
    steps: list[PriceSetStep]
    version: int

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        number = self.number

        state = self.state.value

        effective_at = self.effective_at.isoformat()

        prices = []
        for prices_item_data in self.prices:
            prices_item = prices_item_data.to_dict()
            prices.append(prices_item)

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "number": number,
                "state": state,
                "effective_at": effective_at,
                "prices": prices,
                "steps": steps,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.price import Price
        from ..models.price_set_step import PriceSetStep

        d = dict(src_dict)
        site = d.pop("site")

        number = d.pop("number")

        state = PriceSetState(d.pop("state"))

        effective_at = datetime.datetime.fromisoformat(d.pop("effective_at"))

        prices = []
        _prices = d.pop("prices")
        for prices_item_data in _prices:
            prices_item = Price.from_dict(prices_item_data)

            prices.append(prices_item)

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = PriceSetStep.from_dict(steps_item_data)

            steps.append(steps_item)

        version = d.pop("version")

        price_set = cls(
            site=site,
            number=number,
            state=state,
            effective_at=effective_at,
            prices=prices,
            steps=steps,
            version=version,
        )

        return price_set
