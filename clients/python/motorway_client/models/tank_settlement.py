from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="TankSettlement")


@_attrs_define
class TankSettlement:
    """Product without water. unexplained = change + drawn - returned; a delivery shows as a rise.

    Attributes:
        tank (int):
        grade_id (str):
        opening_ml (int | None): Null: the gauge said nothing in the hour before
        closing_ml (int | None):
        drawn_ml (int): By the fuellings of its nozzles
        returned_ml (int): Put back by pump tests
        change_ml (int | None): Closing less opening
        unexplained_ml (int | None):
    """

    tank: int
    grade_id: str
    opening_ml: int | None
    closing_ml: int | None
    drawn_ml: int
    returned_ml: int
    change_ml: int | None
    unexplained_ml: int | None

    def to_dict(self) -> dict[str, Any]:
        tank = self.tank

        grade_id = self.grade_id

        opening_ml: int | None
        opening_ml = self.opening_ml

        closing_ml: int | None
        closing_ml = self.closing_ml

        drawn_ml = self.drawn_ml

        returned_ml = self.returned_ml

        change_ml: int | None
        change_ml = self.change_ml

        unexplained_ml: int | None
        unexplained_ml = self.unexplained_ml

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "tank": tank,
                "grade_id": grade_id,
                "opening_ml": opening_ml,
                "closing_ml": closing_ml,
                "drawn_ml": drawn_ml,
                "returned_ml": returned_ml,
                "change_ml": change_ml,
                "unexplained_ml": unexplained_ml,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        tank = d.pop("tank")

        grade_id = d.pop("grade_id")

        def _parse_opening_ml(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        opening_ml = _parse_opening_ml(d.pop("opening_ml"))

        def _parse_closing_ml(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        closing_ml = _parse_closing_ml(d.pop("closing_ml"))

        drawn_ml = d.pop("drawn_ml")

        returned_ml = d.pop("returned_ml")

        def _parse_change_ml(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        change_ml = _parse_change_ml(d.pop("change_ml"))

        def _parse_unexplained_ml(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        unexplained_ml = _parse_unexplained_ml(d.pop("unexplained_ml"))

        tank_settlement = cls(
            tank=tank,
            grade_id=grade_id,
            opening_ml=opening_ml,
            closing_ml=closing_ml,
            drawn_ml=drawn_ml,
            returned_ml=returned_ml,
            change_ml=change_ml,
            unexplained_ml=unexplained_ml,
        )

        return tank_settlement
