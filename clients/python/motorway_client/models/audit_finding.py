from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.kind import Kind

T = TypeVar("T", bound="AuditFinding")


@_attrs_define
class AuditFinding:
    """
    Attributes:
        kind (Kind):
        day (str):
        sequence (int): 0: the day itself
        record_id (str): Empty when the record is gone
        detail (str):
    """

    kind: Kind
    day: str
    sequence: int
    record_id: str
    detail: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        day = self.day

        sequence = self.sequence

        record_id = self.record_id

        detail = self.detail

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "day": day,
                "sequence": sequence,
                "record_id": record_id,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = Kind(d.pop("kind"))

        day = d.pop("day")

        sequence = d.pop("sequence")

        record_id = d.pop("record_id")

        detail = d.pop("detail")

        audit_finding = cls(
            kind=kind,
            day=day,
            sequence=sequence,
            record_id=record_id,
            detail=detail,
        )

        return audit_finding
