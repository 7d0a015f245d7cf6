from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.price_set import PriceSet
    from ..models.price_sign import PriceSign
    from ..models.pump_prices import PumpPrices


T = TypeVar("T", bound="SitePrices")


@_attrs_define
class SitePrices:
    """
    Attributes:
        in_force (None | PriceSet): null: nothing can be sold
        upcoming (list[PriceSet]): In the order in which they begin
        sign (None | PriceSign):
        pumps (list[PumpPrices]):
        unconfirmed_pumps (list[int]): Closed for sale until they confirm
    """

    in_force: None | PriceSet
    upcoming: list[PriceSet]
    sign: None | PriceSign
    pumps: list[PumpPrices]
    unconfirmed_pumps: list[int]

    def to_dict(self) -> dict[str, Any]:
        from ..models.price_set import PriceSet
        from ..models.price_sign import PriceSign

        in_force: dict[str, Any] | None
        if isinstance(self.in_force, PriceSet):
            in_force = self.in_force.to_dict()
        else:
            in_force = self.in_force

        upcoming = []
        for upcoming_item_data in self.upcoming:
            upcoming_item = upcoming_item_data.to_dict()
            upcoming.append(upcoming_item)

        sign: dict[str, Any] | None
        if isinstance(self.sign, PriceSign):
            sign = self.sign.to_dict()
        else:
            sign = self.sign

        pumps = []
        for pumps_item_data in self.pumps:
            pumps_item = pumps_item_data.to_dict()
            pumps.append(pumps_item)

        unconfirmed_pumps = self.unconfirmed_pumps

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "in_force": in_force,
                "upcoming": upcoming,
                "sign": sign,
                "pumps": pumps,
                "unconfirmed_pumps": unconfirmed_pumps,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.price_set import PriceSet
        from ..models.price_sign import PriceSign
        from ..models.pump_prices import PumpPrices

        d = dict(src_dict)

        def _parse_in_force(data: object) -> None | PriceSet:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                in_force_type_0 = PriceSet.from_dict(data)

                return in_force_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PriceSet, data)

        in_force = _parse_in_force(d.pop("in_force"))

        upcoming = []
        _upcoming = d.pop("upcoming")
        for upcoming_item_data in _upcoming:
            upcoming_item = PriceSet.from_dict(upcoming_item_data)

            upcoming.append(upcoming_item)

        def _parse_sign(data: object) -> None | PriceSign:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sign_type_0 = PriceSign.from_dict(data)

                return sign_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PriceSign, data)

        sign = _parse_sign(d.pop("sign"))

        pumps = []
        _pumps = d.pop("pumps")
        for pumps_item_data in _pumps:
            pumps_item = PumpPrices.from_dict(pumps_item_data)

            pumps.append(pumps_item)

        unconfirmed_pumps = cast(list[int], d.pop("unconfirmed_pumps"))

        site_prices = cls(
            in_force=in_force,
            upcoming=upcoming,
            sign=sign,
            pumps=pumps,
            unconfirmed_pumps=unconfirmed_pumps,
        )

        return site_prices
