from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.service_level import ServiceLevel

if TYPE_CHECKING:
    from ..models.nozzle import Nozzle


T = TypeVar("T", bound="Pump")


@_attrs_define
class Pump:
    """
    Attributes:
        number (int):
        nozzles (list[Nozzle]):
        service_level (ServiceLevel):
    """

    number: int
    nozzles: list[Nozzle]
    service_level: ServiceLevel

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        nozzles = []
        for nozzles_item_data in self.nozzles:
            nozzles_item = nozzles_item_data.to_dict()
            nozzles.append(nozzles_item)

        service_level = self.service_level.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "nozzles": nozzles,
                "service_level": service_level,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.nozzle import Nozzle

        d = dict(src_dict)
        number = d.pop("number")

        nozzles = []
        _nozzles = d.pop("nozzles")
        for nozzles_item_data in _nozzles:
            nozzles_item = Nozzle.from_dict(nozzles_item_data)

            nozzles.append(nozzles_item)

        service_level = ServiceLevel(d.pop("service_level"))

        pump = cls(
            number=number,
            nozzles=nozzles,
            service_level=service_level,
        )

        return pump
