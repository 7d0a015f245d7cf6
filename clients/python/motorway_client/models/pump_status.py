from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.nozzle import Nozzle


T = TypeVar("T", bound="PumpStatus")


@_attrs_define
class PumpStatus:
    """A pump with its newest readings; null where nothing was ever read.

    Attributes:
        number (int):
        nozzles (list[Nozzle]):
        state (None | str): IFSF fuelling point state
        state_number (int | None): Its IFSF number, 1 to 9
        state_time (datetime.datetime | None):
        running_volume_l (float | None): Of the present or last fuelling
        running_amount (float | None): Major currency units
        flow_rate_l_min (float | None):
        running_time (datetime.datetime | None):
    """

    number: int
    nozzles: list[Nozzle]
    state: None | str
    state_number: int | None
    state_time: datetime.datetime | None
    running_volume_l: float | None
    running_amount: float | None
    flow_rate_l_min: float | None
    running_time: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        nozzles = []
        for nozzles_item_data in self.nozzles:
            nozzles_item = nozzles_item_data.to_dict()
            nozzles.append(nozzles_item)

        state: None | str
        state = self.state

        state_number: int | None
        state_number = self.state_number

        state_time: None | str
        if isinstance(self.state_time, datetime.datetime):
            state_time = self.state_time.isoformat()
        else:
            state_time = self.state_time

        running_volume_l: float | None
        running_volume_l = self.running_volume_l

        running_amount: float | None
        running_amount = self.running_amount

        flow_rate_l_min: float | None
        flow_rate_l_min = self.flow_rate_l_min

        running_time: None | str
        if isinstance(self.running_time, datetime.datetime):
            running_time = self.running_time.isoformat()
        else:
            running_time = self.running_time

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "nozzles": nozzles,
                "state": state,
                "state_number": state_number,
                "state_time": state_time,
                "running_volume_l": running_volume_l,
                "running_amount": running_amount,
                "flow_rate_l_min": flow_rate_l_min,
                "running_time": running_time,
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

        def _parse_state(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        state = _parse_state(d.pop("state"))

        def _parse_state_number(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        state_number = _parse_state_number(d.pop("state_number"))

        def _parse_state_time(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                state_time_type_0 = datetime.datetime.fromisoformat(data)

                return state_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        state_time = _parse_state_time(d.pop("state_time"))

        def _parse_running_volume_l(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        running_volume_l = _parse_running_volume_l(d.pop("running_volume_l"))

        def _parse_running_amount(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        running_amount = _parse_running_amount(d.pop("running_amount"))

        def _parse_flow_rate_l_min(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        flow_rate_l_min = _parse_flow_rate_l_min(d.pop("flow_rate_l_min"))

        def _parse_running_time(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                running_time_type_0 = datetime.datetime.fromisoformat(data)

                return running_time_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        running_time = _parse_running_time(d.pop("running_time"))

        pump_status = cls(
            number=number,
            nozzles=nozzles,
            state=state,
            state_number=state_number,
            state_time=state_time,
            running_volume_l=running_volume_l,
            running_amount=running_amount,
            flow_rate_l_min=flow_rate_l_min,
            running_time=running_time,
        )

        return pump_status
