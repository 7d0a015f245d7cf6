from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.delivery_outcome import DeliveryOutcome

T = TypeVar("T", bound="DeliveryAttempt")


@_attrs_define
class DeliveryAttempt:
    """
    Attributes:
        number (int):
        at (datetime.datetime):
        outcome (DeliveryOutcome):
        took_ms (int | None):
        detail (str): What the other side said
    """

    number: int
    at: datetime.datetime
    outcome: DeliveryOutcome
    took_ms: int | None
    detail: str

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        at = self.at.isoformat()

        outcome = self.outcome.value

        took_ms: int | None
        took_ms = self.took_ms

        detail = self.detail

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "at": at,
                "outcome": outcome,
                "took_ms": took_ms,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        outcome = DeliveryOutcome(d.pop("outcome"))

        def _parse_took_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        took_ms = _parse_took_ms(d.pop("took_ms"))

        detail = d.pop("detail")

        delivery_attempt = cls(
            number=number,
            at=at,
            outcome=outcome,
            took_ms=took_ms,
            detail=detail,
        )

        return delivery_attempt
