from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.audit_day import AuditDay


T = TypeVar("T", bound="AuditVerification")


@_attrs_define
class AuditVerification:
    """
    Attributes:
        intact (bool):
        days (list[AuditDay]):
    """

    intact: bool
    days: list[AuditDay]

    def to_dict(self) -> dict[str, Any]:
        intact = self.intact

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "intact": intact,
                "days": days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.audit_day import AuditDay

        d = dict(src_dict)
        intact = d.pop("intact")

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = AuditDay.from_dict(days_item_data)

            days.append(days_item)

        audit_verification = cls(
            intact=intact,
            days=days,
        )

        return audit_verification
