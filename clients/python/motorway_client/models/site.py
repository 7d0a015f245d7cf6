from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.grade import Grade
    from ..models.pump import Pump
    from ..models.tank import Tank


T = TypeVar("T", bound="Site")


@_attrs_define
class Site:
    """
    Attributes:
        site_id (str):
        name (str):
        time_zone (str): IANA name
        currency (str): ISO 4217
        grades (list[Grade]):
        tanks (list[Tank]):
        pumps (list[Pump]):
        version (int): Grows by one with every change; ignored when written Default: 0.
    """

    site_id: str
    name: str
    time_zone: str
    currency: str
    grades: list[Grade]
    tanks: list[Tank]
    pumps: list[Pump]
    version: int = 0

    def to_dict(self) -> dict[str, Any]:
        site_id = self.site_id

        name = self.name

        time_zone = self.time_zone

        currency = self.currency

        grades = []
        for grades_item_data in self.grades:
            grades_item = grades_item_data.to_dict()
            grades.append(grades_item)

        tanks = []
        for tanks_item_data in self.tanks:
            tanks_item = tanks_item_data.to_dict()
            tanks.append(tanks_item)

        pumps = []
        for pumps_item_data in self.pumps:
            pumps_item = pumps_item_data.to_dict()
            pumps.append(pumps_item)

        version = self.version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site_id": site_id,
                "name": name,
                "time_zone": time_zone,
                "currency": currency,
                "grades": grades,
                "tanks": tanks,
                "pumps": pumps,
                "version": version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.grade import Grade
        from ..models.pump import Pump
        from ..models.tank import Tank

        d = dict(src_dict)
        site_id = d.pop("site_id")

        name = d.pop("name")

        time_zone = d.pop("time_zone")

        currency = d.pop("currency")

        grades = []
        _grades = d.pop("grades")
        for grades_item_data in _grades:
            grades_item = Grade.from_dict(grades_item_data)

            grades.append(grades_item)

        tanks = []
        _tanks = d.pop("tanks")
        for tanks_item_data in _tanks:
            tanks_item = Tank.from_dict(tanks_item_data)

            tanks.append(tanks_item)

        pumps = []
        _pumps = d.pop("pumps")
        for pumps_item_data in _pumps:
            pumps_item = Pump.from_dict(pumps_item_data)

            pumps.append(pumps_item)

        version = d.pop("version")

        site = cls(
            site_id=site_id,
            name=name,
            time_zone=time_zone,
            currency=currency,
            grades=grades,
            tanks=tanks,
            pumps=pumps,
            version=version,
        )

        return site
