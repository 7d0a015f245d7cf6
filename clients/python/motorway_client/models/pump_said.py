from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PumpSaid")


@_attrs_define
class PumpSaid:
    """What a pump said last of itself; null where nothing was ever heard.

    Attributes:
        number (int):
        state (None | str): IFSF fuelling point state
        state_number (int | None): Its IFSF number, 1 to 9
        nozzle (int): The one that is out or in use; 0: none
        reason (str): Why it is in this state
        since (datetime.datetime | None): It has been in this state, by its own clock
        time (datetime.datetime | None): When it said so last, by its own clock
        release_token (str): Of the authorisation in force: a sale's id
        emergency_stopped (bool): Closed until it is restarted
    """

    number: int
    state: None | str
    state_number: int | None
    nozzle: int
    reason: str
    since: datetime.datetime | None
    time: datetime.datetime | None
    release_token: str
    emergency_stopped: bool

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        state: None | str
        state = self.state

        state_number: int | None
        state_number = self.state_number

        nozzle = self.nozzle

        reason = self.reason

        since: None | str
        if isinstance(self.since, datetime.datetime):
            since = self.since.isoformat()
        else:
            since = self.since

        time: None | str
        if isinstance(self.time, datetime.datetime):
            time = self.time.isoformat()
        else:
            time = self.time

        release_token = self.release_token

        emergency_stopped = self.emergency_stopped

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "state": state,
                "state_number": state_number,
                "nozzle": nozzle,
                "reason": reason,
                "since": since,
                "time": time,
                "release_token": release_token,
                "emergency_stopped": emergency_stopped,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

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

        nozzle = d.pop("nozzle")

        reason = d.pop("reason")

        def _parse_since(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                since_type_0 = datetime.datetime.fromisoformat(data)

                return since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        since = _parse_since(d.pop("since"))

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

        release_token = d.pop("release_token")

        emergency_stopped = d.pop("emergency_stopped")

        pump_said = cls(
            number=number,
            state=state,
            state_number=state_number,
            nozzle=nozzle,
            reason=reason,
            since=since,
            time=time,
            release_token=release_token,
            emergency_stopped=emergency_stopped,
        )

        return pump_said
