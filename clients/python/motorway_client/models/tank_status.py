from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="TankStatus")


@_attrs_define
class TankStatus:
    """A tank with its newest readings; null where nothing was ever read.

    Attributes:
        number (int):
        grade_id (str):
        capacity_ml (int): Shell capacity
        max_safe_fill_ml (int): Ullage is counted from here
        diameter_tenth_mm (int): Tenths of a millimetre
        grade_name (str):
        time (datetime.datetime | None): Of the newest reading
        product_level_mm (float | None):
        water_level_mm (float | None):
        temperature_c (float | None):
        density_kg_m3 (float | None):
        total_observed_volume_l (float | None): TOV: product and water
        water_volume_l (float | None):
        probe_status (None | str):
        gross_observed_volume_l (float | None): GOV: TOV without water
        ullage_l (float | None): Maximum safe fill minus TOV
    """

    number: int
    grade_id: str
    capacity_ml: int
    max_safe_fill_ml: int
    diameter_tenth_mm: int
    grade_name: str
    time: datetime.datetime | None
    product_level_mm: float | None
    water_level_mm: float | None
    temperature_c: float | None
    density_kg_m3: float | None
    total_observed_volume_l: float | None
    water_volume_l: float | None
    probe_status: None | str
    gross_observed_volume_l: float | None
    ullage_l: float | None

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        grade_id = self.grade_id

        capacity_ml = self.capacity_ml

        max_safe_fill_ml = self.max_safe_fill_ml

        diameter_tenth_mm = self.diameter_tenth_mm

        grade_name = self.grade_name

        time: None | str
        if isinstance(self.time, datetime.datetime):
            time = self.time.isoformat()
        else:
            time = self.time

        product_level_mm: float | None
        product_level_mm = self.product_level_mm

        water_level_mm: float | None
        water_level_mm = self.water_level_mm

        temperature_c: float | None
        temperature_c = self.temperature_c

        density_kg_m3: float | None
        density_kg_m3 = self.density_kg_m3

        total_observed_volume_l: float | None
        total_observed_volume_l = self.total_observed_volume_l

        water_volume_l: float | None
        water_volume_l = self.water_volume_l

        probe_status: None | str
        probe_status = self.probe_status

        gross_observed_volume_l: float | None
        gross_observed_volume_l = self.gross_observed_volume_l

        ullage_l: float | None
        ullage_l = self.ullage_l

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "grade_id": grade_id,
                "capacity_ml": capacity_ml,
                "max_safe_fill_ml": max_safe_fill_ml,
                "diameter_tenth_mm": diameter_tenth_mm,
                "grade_name": grade_name,
                "time": time,
                "product_level_mm": product_level_mm,
                "water_level_mm": water_level_mm,
                "temperature_c": temperature_c,
                "density_kg_m3": density_kg_m3,
                "total_observed_volume_l": total_observed_volume_l,
                "water_volume_l": water_volume_l,
                "probe_status": probe_status,
                "gross_observed_volume_l": gross_observed_volume_l,
                "ullage_l": ullage_l,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        grade_id = d.pop("grade_id")

        capacity_ml = d.pop("capacity_ml")

        max_safe_fill_ml = d.pop("max_safe_fill_ml")

        diameter_tenth_mm = d.pop("diameter_tenth_mm")

        grade_name = d.pop("grade_name")

        def _parse_time(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                time_type_0 = datetime.datetime.fromisoformat(data)

                return time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        time = _parse_time(d.pop("time"))

        def _parse_product_level_mm(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        product_level_mm = _parse_product_level_mm(d.pop("product_level_mm"))

        def _parse_water_level_mm(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        water_level_mm = _parse_water_level_mm(d.pop("water_level_mm"))

        def _parse_temperature_c(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        temperature_c = _parse_temperature_c(d.pop("temperature_c"))

        def _parse_density_kg_m3(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        density_kg_m3 = _parse_density_kg_m3(d.pop("density_kg_m3"))

        def _parse_total_observed_volume_l(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        total_observed_volume_l = _parse_total_observed_volume_l(d.pop("total_observed_volume_l"))

        def _parse_water_volume_l(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        water_volume_l = _parse_water_volume_l(d.pop("water_volume_l"))

        def _parse_probe_status(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        probe_status = _parse_probe_status(d.pop("probe_status"))

        def _parse_gross_observed_volume_l(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        gross_observed_volume_l = _parse_gross_observed_volume_l(d.pop("gross_observed_volume_l"))

        def _parse_ullage_l(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        ullage_l = _parse_ullage_l(d.pop("ullage_l"))

        tank_status = cls(
            number=number,
            grade_id=grade_id,
            capacity_ml=capacity_ml,
            max_safe_fill_ml=max_safe_fill_ml,
            diameter_tenth_mm=diameter_tenth_mm,
            grade_name=grade_name,
            time=time,
            product_level_mm=product_level_mm,
            water_level_mm=water_level_mm,
            temperature_c=temperature_c,
            density_kg_m3=density_kg_m3,
            total_observed_volume_l=total_observed_volume_l,
            water_volume_l=water_volume_l,
            probe_status=probe_status,
            gross_observed_volume_l=gross_observed_volume_l,
            ullage_l=ullage_l,
        )

        return tank_status
