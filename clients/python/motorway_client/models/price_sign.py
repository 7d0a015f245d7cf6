from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.grade_on_sign import GradeOnSign


T = TypeVar("T", bound="PriceSign")


@_attrs_define
class PriceSign:
    """
    Attributes:
        prices (list[GradeOnSign]): What it last confirmed to show
        shown_at (datetime.datetime | None):
        confirmed (bool): Whether that is what it should show now
        reason (str): Why not
    """

    prices: list[GradeOnSign]
    shown_at: datetime.datetime | None
    confirmed: bool
    reason: str

    def to_dict(self) -> dict[str, Any]:
        prices = []
        for prices_item_data in self.prices:
            prices_item = prices_item_data.to_dict()
            prices.append(prices_item)

        shown_at: None | str
        if isinstance(self.shown_at, datetime.datetime):
            shown_at = self.shown_at.isoformat()
        else:
            shown_at = self.shown_at

        confirmed = self.confirmed

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "prices": prices,
                "shown_at": shown_at,
                "confirmed": confirmed,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.grade_on_sign import GradeOnSign

        d = dict(src_dict)
        prices = []
        _prices = d.pop("prices")
        for prices_item_data in _prices:
            prices_item = GradeOnSign.from_dict(prices_item_data)

            prices.append(prices_item)

        def _parse_shown_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                shown_at_type_0 = datetime.datetime.fromisoformat(data)

                return shown_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        shown_at = _parse_shown_at(d.pop("shown_at"))

        confirmed = d.pop("confirmed")

        reason = d.pop("reason")

        price_sign = cls(
            prices=prices,
            shown_at=shown_at,
            confirmed=confirmed,
            reason=reason,
        )

        return price_sign
