from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.discrepancy_state import DiscrepancyState

T = TypeVar("T", bound="Discrepancy")


@_attrs_define
class Discrepancy:
    """A difference that staff must explain.

    Attributes:
        discrepancy_id (str):
        site (str):
        kind (str):
        pump (int):
        nozzle (int):
        sequence (int): Of the pump's transaction; of a settlement its day: 20261123
        expected (int):
        found (int):
        unit (str):
        found_at (datetime.datetime):
        state (DiscrepancyState):
        resolution (str):
        resolved_by (str):
        resolved_at (datetime.datetime | None):
    """

    discrepancy_id: str
    site: str
    kind: str
    pump: int
    nozzle: int
    sequence: int
    expected: int
    found: int
    unit: str
    found_at: datetime.datetime
    state: DiscrepancyState
    resolution: str
    resolved_by: str
    resolved_at: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        discrepancy_id = self.discrepancy_id

        site = self.site

        kind = self.kind

        pump = self.pump

        nozzle = self.nozzle

        sequence = self.sequence

        expected = self.expected

        found = self.found

        unit = self.unit

        found_at = self.found_at.isoformat()

        state = self.state.value

        resolution = self.resolution

        resolved_by = self.resolved_by

        resolved_at: None | str
        if isinstance(self.resolved_at, datetime.datetime):
            resolved_at = self.resolved_at.isoformat()
        else:
            resolved_at = self.resolved_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "discrepancy_id": discrepancy_id,
                "site": site,
                "kind": kind,
                "pump": pump,
                "nozzle": nozzle,
                "sequence": sequence,
                "expected": expected,
                "found": found,
                "unit": unit,
                "found_at": found_at,
                "state": state,
                "resolution": resolution,
                "resolved_by": resolved_by,
                "resolved_at": resolved_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        discrepancy_id = d.pop("discrepancy_id")

        site = d.pop("site")

        kind = d.pop("kind")

        pump = d.pop("pump")

        nozzle = d.pop("nozzle")

        sequence = d.pop("sequence")

        expected = d.pop("expected")

        found = d.pop("found")

        unit = d.pop("unit")

        found_at = datetime.datetime.fromisoformat(d.pop("found_at"))

        state = DiscrepancyState(d.pop("state"))

        resolution = d.pop("resolution")

        resolved_by = d.pop("resolved_by")

        def _parse_resolved_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                resolved_at_type_0 = datetime.datetime.fromisoformat(data)

                return resolved_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        resolved_at = _parse_resolved_at(d.pop("resolved_at"))

        discrepancy = cls(
            discrepancy_id=discrepancy_id,
            site=site,
            kind=kind,
            pump=pump,
            nozzle=nozzle,
            sequence=sequence,
            expected=expected,
            found=found,
            unit=unit,
            found_at=found_at,
            state=state,
            resolution=resolution,
            resolved_by=resolved_by,
            resolved_at=resolved_at,
        )

        return discrepancy
