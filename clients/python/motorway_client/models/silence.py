from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.silence_kind import SilenceKind

T = TypeVar("T", bound="Silence")


@_attrs_define
class Silence:
    """
    Attributes:
        silence_id (str):
        kind (SilenceKind): SILENCE: somebody knows already, at most 7 days; MAINTENANCE: work is done there, at most 30
            days, and such
            alerts are in no statistics.
        sites (list[str]): Empty: every site
        rule (str): Id of a rule; empty: any
        device (str): `pump/3`, or `pump` for every pump; empty: any
        critical (bool): Critical alerts too
        reason (str):
        starts_at (datetime.datetime):
        ends_at (datetime.datetime):
        created_at (datetime.datetime):
        created_by (str):
        cancelled_at (datetime.datetime | None):
        cancelled_by (str):
    """

    silence_id: str
    kind: SilenceKind
    sites: list[str]
    rule: str
    device: str
    critical: bool
    reason: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    created_at: datetime.datetime
    created_by: str
    cancelled_at: datetime.datetime | None
    cancelled_by: str

    def to_dict(self) -> dict[str, Any]:
        silence_id = self.silence_id

        kind = self.kind.value

        sites = self.sites

        rule = self.rule

        device = self.device

        critical = self.critical

        reason = self.reason

        starts_at = self.starts_at.isoformat()

        ends_at = self.ends_at.isoformat()

        created_at = self.created_at.isoformat()

        created_by = self.created_by

        cancelled_at: None | str
        if isinstance(self.cancelled_at, datetime.datetime):
            cancelled_at = self.cancelled_at.isoformat()
        else:
            cancelled_at = self.cancelled_at

        cancelled_by = self.cancelled_by

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "silence_id": silence_id,
                "kind": kind,
                "sites": sites,
                "rule": rule,
                "device": device,
                "critical": critical,
                "reason": reason,
                "starts_at": starts_at,
                "ends_at": ends_at,
                "created_at": created_at,
                "created_by": created_by,
                "cancelled_at": cancelled_at,
                "cancelled_by": cancelled_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        silence_id = d.pop("silence_id")

        kind = SilenceKind(d.pop("kind"))

        sites = cast(list[str], d.pop("sites"))

        rule = d.pop("rule")

        device = d.pop("device")

        critical = d.pop("critical")

        reason = d.pop("reason")

        starts_at = datetime.datetime.fromisoformat(d.pop("starts_at"))

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        created_by = d.pop("created_by")

        def _parse_cancelled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                cancelled_at_type_0 = datetime.datetime.fromisoformat(data)

                return cancelled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        cancelled_at = _parse_cancelled_at(d.pop("cancelled_at"))

        cancelled_by = d.pop("cancelled_by")

        silence = cls(
            silence_id=silence_id,
            kind=kind,
            sites=sites,
            rule=rule,
            device=device,
            critical=critical,
            reason=reason,
            starts_at=starts_at,
            ends_at=ends_at,
            created_at=created_at,
            created_by=created_by,
            cancelled_at=cancelled_at,
            cancelled_by=cancelled_by,
        )

        return silence
