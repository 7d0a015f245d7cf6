from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.shift_mode import ShiftMode
from ..models.shift_state import ShiftState

T = TypeVar("T", bound="Shift")


@_attrs_define
class Shift:
    """A cashier at a till. What was counted is null until it is closed.

    Attributes:
        shift_id (str):
        site (str):
        till (str):
        mode (ShiftMode):
        state (ShiftState):
        cashier_id (str): User id of who opened it
        cashier (str):
        currency (str): ISO 4217
        float_minor (int):
        opened_at (datetime.datetime):
        closed_at (datetime.datetime | None):
        closed_by (str):
        z_number (int | None): Of the till, without gaps
        expected_minor (int | None): Cash that must have been there
        counted_minor (int | None):
        over_short_minor (int | None): Counted less expected
    """

    shift_id: str
    site: str
    till: str
    mode: ShiftMode
    state: ShiftState
    cashier_id: str
    cashier: str
    currency: str
    float_minor: int
    opened_at: datetime.datetime
    closed_at: datetime.datetime | None
    closed_by: str
    z_number: int | None
    expected_minor: int | None
    counted_minor: int | None
    over_short_minor: int | None

    def to_dict(self) -> dict[str, Any]:
        shift_id = self.shift_id

        site = self.site

        till = self.till

        mode = self.mode.value

        state = self.state.value

        cashier_id = self.cashier_id

        cashier = self.cashier

        currency = self.currency

        float_minor = self.float_minor

        opened_at = self.opened_at.isoformat()

        closed_at: None | str
        if isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        closed_by = self.closed_by

        z_number: int | None
        z_number = self.z_number

        expected_minor: int | None
        expected_minor = self.expected_minor

        counted_minor: int | None
        counted_minor = self.counted_minor

        over_short_minor: int | None
        over_short_minor = self.over_short_minor

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "shift_id": shift_id,
                "site": site,
                "till": till,
                "mode": mode,
                "state": state,
                "cashier_id": cashier_id,
                "cashier": cashier,
                "currency": currency,
                "float_minor": float_minor,
                "opened_at": opened_at,
                "closed_at": closed_at,
                "closed_by": closed_by,
                "z_number": z_number,
                "expected_minor": expected_minor,
                "counted_minor": counted_minor,
                "over_short_minor": over_short_minor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        shift_id = d.pop("shift_id")

        site = d.pop("site")

        till = d.pop("till")

        mode = ShiftMode(d.pop("mode"))

        state = ShiftState(d.pop("state"))

        cashier_id = d.pop("cashier_id")

        cashier = d.pop("cashier")

        currency = d.pop("currency")

        float_minor = d.pop("float_minor")

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))

        def _parse_closed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_at_type_0 = datetime.datetime.fromisoformat(data)

                return closed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        closed_at = _parse_closed_at(d.pop("closed_at"))

        closed_by = d.pop("closed_by")

        def _parse_z_number(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        z_number = _parse_z_number(d.pop("z_number"))

        def _parse_expected_minor(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        expected_minor = _parse_expected_minor(d.pop("expected_minor"))

        def _parse_counted_minor(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        counted_minor = _parse_counted_minor(d.pop("counted_minor"))

        def _parse_over_short_minor(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        over_short_minor = _parse_over_short_minor(d.pop("over_short_minor"))

        shift = cls(
            shift_id=shift_id,
            site=site,
            till=till,
            mode=mode,
            state=state,
            cashier_id=cashier_id,
            cashier=cashier,
            currency=currency,
            float_minor=float_minor,
            opened_at=opened_at,
            closed_at=closed_at,
            closed_by=closed_by,
            z_number=z_number,
            expected_minor=expected_minor,
            counted_minor=counted_minor,
            over_short_minor=over_short_minor,
        )

        return shift
