from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.rota_override import RotaOverride


T = TypeVar("T", bound="RotaDetail")


@_attrs_define
class RotaDetail:
    """
    Attributes:
        version (int): Grows with every change
        changed_at (datetime.datetime):
        changed_by (str):
        name (str):
        sites (list[str]): Site ids; empty: every site
        enabled (bool):  Default: True.
        time_zone (str):
        members (list[str]): Recipients in the order of their turns
        first_day (datetime.date):
        handover (str): Local time at which turns change Default: '09:00'.
        turn_days (int):  Default: 7.
        id (str):
        overrides (list[RotaOverride]): Stand-ins that are not over, in the order of their begin
    """

    version: int
    changed_at: datetime.datetime
    changed_by: str
    name: str
    sites: list[str]
    time_zone: str
    members: list[str]
    first_day: datetime.date
    id: str
    overrides: list[RotaOverride]
    enabled: bool = True
    handover: str = "09:00"
    turn_days: int = 7

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        changed_at = self.changed_at.isoformat()

        changed_by = self.changed_by

        name = self.name

        sites = self.sites

        enabled = self.enabled

        time_zone = self.time_zone

        members = self.members

        first_day = self.first_day.isoformat()

        handover = self.handover

        turn_days = self.turn_days

        id = self.id

        overrides = []
        for overrides_item_data in self.overrides:
            overrides_item = overrides_item_data.to_dict()
            overrides.append(overrides_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
                "changed_at": changed_at,
                "changed_by": changed_by,
                "name": name,
                "sites": sites,
                "enabled": enabled,
                "time_zone": time_zone,
                "members": members,
                "first_day": first_day,
                "handover": handover,
                "turn_days": turn_days,
                "id": id,
                "overrides": overrides,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.rota_override import RotaOverride

        d = dict(src_dict)
        version = d.pop("version")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        changed_by = d.pop("changed_by")

        name = d.pop("name")

        sites = cast(list[str], d.pop("sites"))

        enabled = d.pop("enabled")

        time_zone = d.pop("time_zone")

        members = cast(list[str], d.pop("members"))

        first_day = datetime.date.fromisoformat(d.pop("first_day"))

        handover = d.pop("handover")

        turn_days = d.pop("turn_days")

        id = d.pop("id")

        overrides = []
        _overrides = d.pop("overrides")
        for overrides_item_data in _overrides:
            overrides_item = RotaOverride.from_dict(overrides_item_data)

            overrides.append(overrides_item)

        rota_detail = cls(
            version=version,
            changed_at=changed_at,
            changed_by=changed_by,
            name=name,
            sites=sites,
            enabled=enabled,
            time_zone=time_zone,
            members=members,
            first_day=first_day,
            handover=handover,
            turn_days=turn_days,
            id=id,
            overrides=overrides,
        )

        return rota_detail
