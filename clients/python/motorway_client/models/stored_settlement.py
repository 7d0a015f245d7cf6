from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.settlement import Settlement


T = TypeVar("T", bound="StoredSettlement")


@_attrs_define
class StoredSettlement:
    """
    Attributes:
        number (int): From 1 within the site, without gaps
        settlement (Settlement): Fuellings, meters, sales and tank stock of a site's day, from midnight to midnight
            there.
        run_at (datetime.datetime):
        run_by (str):
        nightly (bool): Made by itself at night
    """

    number: int
    settlement: Settlement
    run_at: datetime.datetime
    run_by: str
    nightly: bool

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        settlement = self.settlement.to_dict()

        run_at = self.run_at.isoformat()

        run_by = self.run_by

        nightly = self.nightly

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "number": number,
                "settlement": settlement,
                "run_at": run_at,
                "run_by": run_by,
                "nightly": nightly,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.settlement import Settlement

        d = dict(src_dict)
        number = d.pop("number")

        settlement = Settlement.from_dict(d.pop("settlement"))

        run_at = datetime.datetime.fromisoformat(d.pop("run_at"))

        run_by = d.pop("run_by")

        nightly = d.pop("nightly")

        stored_settlement = cls(
            number=number,
            settlement=settlement,
            run_at=run_at,
            run_by=run_by,
            nightly=nightly,
        )

        return stored_settlement
