from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="Reading")


@_attrs_define
class Reading:
    """
    Attributes:
        device (str):
        metric (str):
        unit (str):
        time (datetime.datetime):
        value (float):
    """

    device: str
    metric: str
    unit: str
    time: datetime.datetime
    value: float

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        metric = self.metric

        unit = self.unit

        time = self.time.isoformat()

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "metric": metric,
                "unit": unit,
                "time": time,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device = d.pop("device")

        metric = d.pop("metric")

        unit = d.pop("unit")

        time = datetime.datetime.fromisoformat(d.pop("time"))

        value = d.pop("value")

        reading = cls(
            device=device,
            metric=metric,
            unit=unit,
            time=time,
            value=value,
        )

        return reading
