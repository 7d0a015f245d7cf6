from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.service_level import ServiceLevel

T = TypeVar("T", bound="Price")


@_attrs_define
class Price:
    """
    Attributes:
        grade_id (str):
        service_level (ServiceLevel):
        unit_price_milli (int): Thousandths of the major unit per litre
    """

    grade_id: str
    service_level: ServiceLevel
    unit_price_milli: int

    def to_dict(self) -> dict[str, Any]:
        grade_id = self.grade_id

        service_level = self.service_level.value

        unit_price_milli = self.unit_price_milli

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "grade_id": grade_id,
                "service_level": service_level,
                "unit_price_milli": unit_price_milli,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        grade_id = d.pop("grade_id")

        service_level = ServiceLevel(d.pop("service_level"))

        unit_price_milli = d.pop("unit_price_milli")

        price = cls(
            grade_id=grade_id,
            service_level=service_level,
            unit_price_milli=unit_price_milli,
        )

        return price
