from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.service_level import ServiceLevel
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.nozzle_input import NozzleInput


T = TypeVar("T", bound="PumpInput")


@_attrs_define
class PumpInput:
    """
    Attributes:
        number (int):
        nozzles (list[NozzleInput]):
        service_level (ServiceLevel | Unset):
    """

    number: int
    nozzles: list[NozzleInput]
    service_level: ServiceLevel | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        nozzles = []
        for nozzles_item_data in self.nozzles:
            nozzles_item = nozzles_item_data.to_dict()
            nozzles.append(nozzles_item)

        service_level: str | Unset = UNSET
        if not isinstance(self.service_level, Unset):
            service_level = self.service_level.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "nozzles": nozzles,
            }
        )
        if service_level is not UNSET:
            field_dict["service_level"] = service_level

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.nozzle_input import NozzleInput

        d = dict(src_dict)
        number = d.pop("number")

        nozzles = []
        _nozzles = d.pop("nozzles")
        for nozzles_item_data in _nozzles:
            nozzles_item = NozzleInput.from_dict(nozzles_item_data)

            nozzles.append(nozzles_item)

        _service_level = d.pop("service_level", UNSET)
        service_level: ServiceLevel | Unset
        if isinstance(_service_level, Unset):
            service_level = UNSET
        else:
            service_level = ServiceLevel(_service_level)

        pump_input = cls(
            number=number,
            nozzles=nozzles,
            service_level=service_level,
        )

        return pump_input
