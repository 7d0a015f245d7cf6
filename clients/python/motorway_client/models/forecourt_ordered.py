from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.pump_said import PumpSaid


T = TypeVar("T", bound="ForecourtOrdered")


@_attrs_define
class ForecourtOrdered:
    """The pumps after the order, by their own state.

    Attributes:
        pumps (list[PumpSaid]):
        unconfirmed (list[int]): Pumps that did not confirm it by their state: look at them
    """

    pumps: list[PumpSaid]
    unconfirmed: list[int]

    def to_dict(self) -> dict[str, Any]:
        pumps = []
        for pumps_item_data in self.pumps:
            pumps_item = pumps_item_data.to_dict()
            pumps.append(pumps_item)

        unconfirmed = self.unconfirmed

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pumps": pumps,
                "unconfirmed": unconfirmed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.pump_said import PumpSaid

        d = dict(src_dict)
        pumps = []
        _pumps = d.pop("pumps")
        for pumps_item_data in _pumps:
            pumps_item = PumpSaid.from_dict(pumps_item_data)

            pumps.append(pumps_item)

        unconfirmed = cast(list[int], d.pop("unconfirmed"))

        forecourt_ordered = cls(
            pumps=pumps,
            unconfirmed=unconfirmed,
        )

        return forecourt_ordered
