from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.grade_settlement import GradeSettlement
    from ..models.nozzle_settlement import NozzleSettlement
    from ..models.shift_takings import ShiftTakings
    from ..models.tank_settlement import TankSettlement


T = TypeVar("T", bound="Settlement")


@_attrs_define
class Settlement:
    """Fuellings, meters, sales and tank stock of a site's day, from midnight to midnight there.

    Attributes:
        site (str):
        day (str):
        start (datetime.datetime):
        end (datetime.datetime): Exclusive; of a day that still runs: now
        currency (str): ISO 4217
        nozzles (list[NozzleSettlement]):
        grades (list[GradeSettlement]):
        tanks (list[TankSettlement]):
        balanced (bool): Meters, fuellings and tickets agree at every nozzle; tanks do not count
        takings (list[ShiftTakings]): What was given that day by kind of tender, in every shift
    """

    site: str
    day: str
    start: datetime.datetime
    end: datetime.datetime
    currency: str
    nozzles: list[NozzleSettlement]
    grades: list[GradeSettlement]
    tanks: list[TankSettlement]
    balanced: bool
    takings: list[ShiftTakings]

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        day = self.day

        start = self.start.isoformat()

        end = self.end.isoformat()

        currency = self.currency

        nozzles = []
        for nozzles_item_data in self.nozzles:
            nozzles_item = nozzles_item_data.to_dict()
            nozzles.append(nozzles_item)

        grades = []
        for grades_item_data in self.grades:
            grades_item = grades_item_data.to_dict()
            grades.append(grades_item)

        tanks = []
        for tanks_item_data in self.tanks:
            tanks_item = tanks_item_data.to_dict()
            tanks.append(tanks_item)

        balanced = self.balanced

        takings = []
        for takings_item_data in self.takings:
            takings_item = takings_item_data.to_dict()
            takings.append(takings_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "day": day,
                "start": start,
                "end": end,
                "currency": currency,
                "nozzles": nozzles,
                "grades": grades,
                "tanks": tanks,
                "balanced": balanced,
                "takings": takings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.grade_settlement import GradeSettlement
        from ..models.nozzle_settlement import NozzleSettlement
        from ..models.shift_takings import ShiftTakings
        from ..models.tank_settlement import TankSettlement

        d = dict(src_dict)
        site = d.pop("site")

        day = d.pop("day")

        start = datetime.datetime.fromisoformat(d.pop("start"))

        end = datetime.datetime.fromisoformat(d.pop("end"))

        currency = d.pop("currency")

        nozzles = []
        _nozzles = d.pop("nozzles")
        for nozzles_item_data in _nozzles:
            nozzles_item = NozzleSettlement.from_dict(nozzles_item_data)

            nozzles.append(nozzles_item)

        grades = []
        _grades = d.pop("grades")
        for grades_item_data in _grades:
            grades_item = GradeSettlement.from_dict(grades_item_data)

            grades.append(grades_item)

        tanks = []
        _tanks = d.pop("tanks")
        for tanks_item_data in _tanks:
            tanks_item = TankSettlement.from_dict(tanks_item_data)

            tanks.append(tanks_item)

        balanced = d.pop("balanced")

        takings = []
        _takings = d.pop("takings")
        for takings_item_data in _takings:
            takings_item = ShiftTakings.from_dict(takings_item_data)

            takings.append(takings_item)

        settlement = cls(
            site=site,
            day=day,
            start=start,
            end=end,
            currency=currency,
            nozzles=nozzles,
            grades=grades,
            tanks=tanks,
            balanced=balanced,
            takings=takings,
        )

        return settlement
