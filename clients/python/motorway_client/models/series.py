from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.resolution import Resolution

T = TypeVar("T", bound="Series")


@_attrs_define
class Series:
    """Columns of one length, ordered by time.

    Attributes:
        unit (str):
        resolution (Resolution):
        time (list[int]): Milliseconds since 1970
        min_ (list[float]):
        max_ (list[float]):
        avg (list[float]):
        last (list[float]):
        count (list[int]):
        gap_before (list[int]): Indexes of points before which data is missing
    """

    unit: str
    resolution: Resolution
    time: list[int]
    min_: list[float]
    max_: list[float]
    avg: list[float]
    last: list[float]
    count: list[int]
    gap_before: list[int]

    def to_dict(self) -> dict[str, Any]:
        unit = self.unit

        resolution = self.resolution.value

        time = self.time

        min_ = self.min_

        max_ = self.max_

        avg = self.avg

        last = self.last

        count = self.count

        gap_before = self.gap_before

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "unit": unit,
                "resolution": resolution,
                "time": time,
                "min": min_,
                "max": max_,
                "avg": avg,
                "last": last,
                "count": count,
                "gap_before": gap_before,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        unit = d.pop("unit")

        resolution = Resolution(d.pop("resolution"))

        time = cast(list[int], d.pop("time"))

        min_ = cast(list[float], d.pop("min"))

        max_ = cast(list[float], d.pop("max"))

        avg = cast(list[float], d.pop("avg"))

        last = cast(list[float], d.pop("last"))

        count = cast(list[int], d.pop("count"))

        gap_before = cast(list[int], d.pop("gap_before"))

        series = cls(
            unit=unit,
            resolution=resolution,
            time=time,
            min_=min_,
            max_=max_,
            avg=avg,
            last=last,
            count=count,
            gap_before=gap_before,
        )

        return series
