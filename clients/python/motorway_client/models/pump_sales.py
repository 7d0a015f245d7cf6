from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.missing_fuellings import MissingFuellings
    from ..models.sale import Sale


T = TypeVar("T", bound="PumpSales")


@_attrs_define
class PumpSales:
    """A pump, the sale it works for, and those that wait to be paid, oldest first.

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
        sale_id (str): The sale that is requested, authorised or fuelling; empty: none
        sale (None | Sale): That sale
        unpaid (list[Sale]):
        missing (list[MissingFuellings]):
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
    sale_id: str
    sale: None | Sale
    unpaid: list[Sale]
    missing: list[MissingFuellings]

    def to_dict(self) -> dict[str, Any]:
        from ..models.sale import Sale

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

        sale_id = self.sale_id

        sale: dict[str, Any] | None
        if isinstance(self.sale, Sale):
            sale = self.sale.to_dict()
        else:
            sale = self.sale

        unpaid = []
        for unpaid_item_data in self.unpaid:
            unpaid_item = unpaid_item_data.to_dict()
            unpaid.append(unpaid_item)

        missing = []
        for missing_item_data in self.missing:
            missing_item = missing_item_data.to_dict()
            missing.append(missing_item)

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
                "sale_id": sale_id,
                "sale": sale,
                "unpaid": unpaid,
                "missing": missing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.missing_fuellings import MissingFuellings
        from ..models.sale import Sale

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

        sale_id = d.pop("sale_id")

        def _parse_sale(data: object) -> None | Sale:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                sale_type_0 = Sale.from_dict(data)

                return sale_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Sale, data)

        sale = _parse_sale(d.pop("sale"))

        unpaid = []
        _unpaid = d.pop("unpaid")
        for unpaid_item_data in _unpaid:
            unpaid_item = Sale.from_dict(unpaid_item_data)

            unpaid.append(unpaid_item)

        missing = []
        _missing = d.pop("missing")
        for missing_item_data in _missing:
            missing_item = MissingFuellings.from_dict(missing_item_data)

            missing.append(missing_item)

        pump_sales = cls(
            number=number,
            state=state,
            state_number=state_number,
            nozzle=nozzle,
            reason=reason,
            since=since,
            time=time,
            release_token=release_token,
            emergency_stopped=emergency_stopped,
            sale_id=sale_id,
            sale=sale,
            unpaid=unpaid,
            missing=missing,
        )

        return pump_sales
