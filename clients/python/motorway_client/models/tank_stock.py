from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.tank_filling import TankFilling


T = TypeVar("T", bound="TankStock")


@_attrs_define
class TankStock:
    """How long a tank lasts.

    Attributes:
        tank (int):
        drawn_per_day_l (float | None): Mean of the last seven days without deliveries; null while less than an hour was
            seen
        observed_days (float): Days that the mean is of
        filling (None | TankFilling): Null: it is not being filled
    """

    tank: int
    drawn_per_day_l: float | None
    observed_days: float
    filling: None | TankFilling

    def to_dict(self) -> dict[str, Any]:
        from ..models.tank_filling import TankFilling

        tank = self.tank

        drawn_per_day_l: float | None
        drawn_per_day_l = self.drawn_per_day_l

        observed_days = self.observed_days

        filling: dict[str, Any] | None
        if isinstance(self.filling, TankFilling):
            filling = self.filling.to_dict()
        else:
            filling = self.filling

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "tank": tank,
                "drawn_per_day_l": drawn_per_day_l,
                "observed_days": observed_days,
                "filling": filling,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.tank_filling import TankFilling

        d = dict(src_dict)
        tank = d.pop("tank")

        def _parse_drawn_per_day_l(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        drawn_per_day_l = _parse_drawn_per_day_l(d.pop("drawn_per_day_l"))

        observed_days = d.pop("observed_days")

        def _parse_filling(data: object) -> None | TankFilling:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                filling_type_0 = TankFilling.from_dict(data)

                return filling_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TankFilling, data)

        filling = _parse_filling(d.pop("filling"))

        tank_stock = cls(
            tank=tank,
            drawn_per_day_l=drawn_per_day_l,
            observed_days=observed_days,
            filling=filling,
        )

        return tank_stock
