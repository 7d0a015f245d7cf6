from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.service_level import ServiceLevel
from ..types import UNSET, Unset

T = TypeVar("T", bound="PriceInput")


@_attrs_define
class PriceInput:
    """
    Attributes:
        grade_id (str):
        unit_price_milli (int): Thousandths of the major unit per litre
        service_level (ServiceLevel | Unset):
    """

    grade_id: str
    unit_price_milli: int
    service_level: ServiceLevel | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        grade_id = self.grade_id

        unit_price_milli = self.unit_price_milli

        service_level: str | Unset = UNSET
        if not isinstance(self.service_level, Unset):
            service_level = self.service_level.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "grade_id": grade_id,
                "unit_price_milli": unit_price_milli,
            }
        )
        if service_level is not UNSET:
            field_dict["service_level"] = service_level

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        grade_id = d.pop("grade_id")

        unit_price_milli = d.pop("unit_price_milli")

        _service_level = d.pop("service_level", UNSET)
        service_level: ServiceLevel | Unset
        if isinstance(_service_level, Unset):
            service_level = UNSET
        else:
            service_level = ServiceLevel(_service_level)

        price_input = cls(
            grade_id=grade_id,
            unit_price_milli=unit_price_milli,
            service_level=service_level,
        )

        return price_input
