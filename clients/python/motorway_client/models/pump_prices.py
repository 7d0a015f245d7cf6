from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="PumpPrices")


@_attrs_define
class PumpPrices:
    """A pump and the set in force.

    Attributes:
        pump (int):
        price_set (int):
        confirmed_at (datetime.datetime | None): null: the pump is closed for sale
        reason (str): Why it has not confirmed; empty: not tried yet
        closed (bool): It was ordered Closed because it had not confirmed, and is not open again yet
        attempts (int):
        next_attempt_at (datetime.datetime | None):
    """

    pump: int
    price_set: int
    confirmed_at: datetime.datetime | None
    reason: str
    closed: bool
    attempts: int
    next_attempt_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        pump = self.pump

        price_set = self.price_set

        confirmed_at: None | str
        if isinstance(self.confirmed_at, datetime.datetime):
            confirmed_at = self.confirmed_at.isoformat()
        else:
            confirmed_at = self.confirmed_at

        reason = self.reason

        closed = self.closed

        attempts = self.attempts

        next_attempt_at: None | str
        if isinstance(self.next_attempt_at, datetime.datetime):
            next_attempt_at = self.next_attempt_at.isoformat()
        else:
            next_attempt_at = self.next_attempt_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pump": pump,
                "price_set": price_set,
                "confirmed_at": confirmed_at,
                "reason": reason,
                "closed": closed,
                "attempts": attempts,
                "next_attempt_at": next_attempt_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        pump = d.pop("pump")

        price_set = d.pop("price_set")

        def _parse_confirmed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                confirmed_at_type_0 = datetime.datetime.fromisoformat(data)

                return confirmed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        confirmed_at = _parse_confirmed_at(d.pop("confirmed_at"))

        reason = d.pop("reason")

        closed = d.pop("closed")

        attempts = d.pop("attempts")

        def _parse_next_attempt_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_attempt_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_attempt_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_attempt_at = _parse_next_attempt_at(d.pop("next_attempt_at"))

        pump_prices = cls(
            pump=pump,
            price_set=price_set,
            confirmed_at=confirmed_at,
            reason=reason,
            closed=closed,
            attempts=attempts,
            next_attempt_at=next_attempt_at,
        )

        return pump_prices
