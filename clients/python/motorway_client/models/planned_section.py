from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.keep_reason import KeepReason

T = TypeVar("T", bound="PlannedSection")


@_attrs_define
class PlannedSection:
    """
    Attributes:
        service (str):
        name (str):
        erased (int): Rows that are emptied or removed
        kept (int): Rows that stay
        reason (KeepReason):
        kept_until (datetime.datetime | None): Until when at least; null: while the reason lasts
    """

    service: str
    name: str
    erased: int
    kept: int
    reason: KeepReason
    kept_until: datetime.datetime | None

    def to_dict(self) -> dict[str, Any]:
        service = self.service

        name = self.name

        erased = self.erased

        kept = self.kept

        reason = self.reason.value

        kept_until: None | str
        if isinstance(self.kept_until, datetime.datetime):
            kept_until = self.kept_until.isoformat()
        else:
            kept_until = self.kept_until

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "service": service,
                "name": name,
                "erased": erased,
                "kept": kept,
                "reason": reason,
                "kept_until": kept_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        service = d.pop("service")

        name = d.pop("name")

        erased = d.pop("erased")

        kept = d.pop("kept")

        reason = KeepReason(d.pop("reason"))

        def _parse_kept_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kept_until_type_0 = datetime.datetime.fromisoformat(data)

                return kept_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        kept_until = _parse_kept_until(d.pop("kept_until"))

        planned_section = cls(
            service=service,
            name=name,
            erased=erased,
            kept=kept,
            reason=reason,
            kept_until=kept_until,
        )

        return planned_section
