from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="FuelLine")


@_attrs_define
class FuelLine:
    """What the pump said of the finished fuelling.

    Attributes:
        pump (int):
        nozzle (int):
        grade_id (str):
        sequence (int): The device's number of the transaction, per pump
        volume_ml (int):
        unit_price_milli (int): Thousandths of the major unit per litre
        price_set (int):
        volume_total_before_ml (int): Totaliser of the nozzle before
        volume_total_after_ml (int): And after
        started_at (datetime.datetime):
        finished_at (datetime.datetime):
        offline (bool):
        end_reason (str): What ended it
    """

    pump: int
    nozzle: int
    grade_id: str
    sequence: int
    volume_ml: int
    unit_price_milli: int
    price_set: int
    volume_total_before_ml: int
    volume_total_after_ml: int
    started_at: datetime.datetime
    finished_at: datetime.datetime
    offline: bool
    end_reason: str

    def to_dict(self) -> dict[str, Any]:
        pump = self.pump

        nozzle = self.nozzle

        grade_id = self.grade_id

        sequence = self.sequence

        volume_ml = self.volume_ml

        unit_price_milli = self.unit_price_milli

        price_set = self.price_set

        volume_total_before_ml = self.volume_total_before_ml

        volume_total_after_ml = self.volume_total_after_ml

        started_at = self.started_at.isoformat()

        finished_at = self.finished_at.isoformat()

        offline = self.offline

        end_reason = self.end_reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pump": pump,
                "nozzle": nozzle,
                "grade_id": grade_id,
                "sequence": sequence,
                "volume_ml": volume_ml,
                "unit_price_milli": unit_price_milli,
                "price_set": price_set,
                "volume_total_before_ml": volume_total_before_ml,
                "volume_total_after_ml": volume_total_after_ml,
                "started_at": started_at,
                "finished_at": finished_at,
                "offline": offline,
                "end_reason": end_reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        pump = d.pop("pump")

        nozzle = d.pop("nozzle")

        grade_id = d.pop("grade_id")

        sequence = d.pop("sequence")

        volume_ml = d.pop("volume_ml")

        unit_price_milli = d.pop("unit_price_milli")

        price_set = d.pop("price_set")

        volume_total_before_ml = d.pop("volume_total_before_ml")

        volume_total_after_ml = d.pop("volume_total_after_ml")

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        finished_at = datetime.datetime.fromisoformat(d.pop("finished_at"))

        offline = d.pop("offline")

        end_reason = d.pop("end_reason")

        fuel_line = cls(
            pump=pump,
            nozzle=nozzle,
            grade_id=grade_id,
            sequence=sequence,
            volume_ml=volume_ml,
            unit_price_milli=unit_price_milli,
            price_set=price_set,
            volume_total_before_ml=volume_total_before_ml,
            volume_total_after_ml=volume_total_after_ml,
            started_at=started_at,
            finished_at=finished_at,
            offline=offline,
            end_reason=end_reason,
        )

        return fuel_line
