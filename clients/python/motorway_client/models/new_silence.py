from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.silence_kind import SilenceKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="NewSilence")


@_attrs_define
class NewSilence:
    """
    Attributes:
        kind (SilenceKind): SILENCE: somebody knows already, at most 7 days; MAINTENANCE: work is done there, at most 30
            days, and such
            alerts are in no statistics.
        sites (list[str]): Empty: every site; only for who may do so everywhere
        reason (str):
        ends_at (datetime.datetime):
        rule (str | Unset): Id of a rule; empty: any Default: ''.
        device (str | Unset): `pump/3`, or `pump` for every pump; empty: any Default: ''.
        critical (bool | Unset): Critical alerts too Default: False.
        starts_at (datetime.datetime | None | Unset): Without it: now
    """

    kind: SilenceKind
    sites: list[str]
    reason: str
    ends_at: datetime.datetime
    rule: str | Unset = ""
    device: str | Unset = ""
    critical: bool | Unset = False
    starts_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        sites = self.sites

        reason = self.reason

        ends_at = self.ends_at.isoformat()

        rule = self.rule

        device = self.device

        critical = self.critical

        starts_at: None | str | Unset
        if isinstance(self.starts_at, Unset):
            starts_at = UNSET
        elif isinstance(self.starts_at, datetime.datetime):
            starts_at = self.starts_at.isoformat()
        else:
            starts_at = self.starts_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "sites": sites,
                "reason": reason,
                "ends_at": ends_at,
            }
        )
        if rule is not UNSET:
            field_dict["rule"] = rule
        if device is not UNSET:
            field_dict["device"] = device
        if critical is not UNSET:
            field_dict["critical"] = critical
        if starts_at is not UNSET:
            field_dict["starts_at"] = starts_at

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = SilenceKind(d.pop("kind"))

        sites = cast(list[str], d.pop("sites"))

        reason = d.pop("reason")

        ends_at = datetime.datetime.fromisoformat(d.pop("ends_at"))

        rule = d.pop("rule", UNSET)

        device = d.pop("device", UNSET)

        critical = d.pop("critical", UNSET)

        def _parse_starts_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                starts_at_type_0 = datetime.datetime.fromisoformat(data)

                return starts_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        starts_at = _parse_starts_at(d.pop("starts_at", UNSET))

        new_silence = cls(
            kind=kind,
            sites=sites,
            reason=reason,
            ends_at=ends_at,
            rule=rule,
            device=device,
            critical=critical,
            starts_at=starts_at,
        )

        return new_silence
