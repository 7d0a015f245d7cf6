from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PingResult")


@_attrs_define
class PingResult:
    """
    Attributes:
        round_trip_ms (float):
        software_version (str):
    """

    round_trip_ms: float
    software_version: str

    def to_dict(self) -> dict[str, Any]:
        round_trip_ms = self.round_trip_ms

        software_version = self.software_version

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "round_trip_ms": round_trip_ms,
                "software_version": software_version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        round_trip_ms = d.pop("round_trip_ms")

        software_version = d.pop("software_version")

        ping_result = cls(
            round_trip_ms=round_trip_ms,
            software_version=software_version,
        )

        return ping_result
