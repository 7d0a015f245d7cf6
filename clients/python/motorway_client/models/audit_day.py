from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.audit_finding import AuditFinding


T = TypeVar("T", bound="AuditDay")


@_attrs_define
class AuditDay:
    """
    Attributes:
        day (datetime.date):
        records (int):
        last_hash (str):
        findings (list[AuditFinding]):
    """

    day: datetime.date
    records: int
    last_hash: str
    findings: list[AuditFinding]

    def to_dict(self) -> dict[str, Any]:
        day = self.day.isoformat()

        records = self.records

        last_hash = self.last_hash

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "day": day,
                "records": records,
                "last_hash": last_hash,
                "findings": findings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.audit_finding import AuditFinding

        d = dict(src_dict)
        day = datetime.date.fromisoformat(d.pop("day"))

        records = d.pop("records")

        last_hash = d.pop("last_hash")

        findings = []
        _findings = d.pop("findings")
        for findings_item_data in _findings:
            findings_item = AuditFinding.from_dict(findings_item_data)

            findings.append(findings_item)

        audit_day = cls(
            day=day,
            records=records,
            last_hash=last_hash,
            findings=findings,
        )

        return audit_day
