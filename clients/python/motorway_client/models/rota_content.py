from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RotaContent")


@_attrs_define
class RotaContent:
    """
    Attributes:
        name (str):
        time_zone (str):
        members (list[str]): Recipients in the order of their turns
        first_day (datetime.date):
        sites (list[str] | Unset): Site ids; empty: every site
        enabled (bool | Unset):  Default: True.
        handover (str | Unset): Local time at which turns change Default: '09:00'.
        turn_days (int | Unset):  Default: 7.
    """

    name: str
    time_zone: str
    members: list[str]
    first_day: datetime.date
    sites: list[str] | Unset = UNSET
    enabled: bool | Unset = True
    handover: str | Unset = "09:00"
    turn_days: int | Unset = 7

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        time_zone = self.time_zone

        members = self.members

        first_day = self.first_day.isoformat()

        sites: list[str] | Unset = UNSET
        if not isinstance(self.sites, Unset):
            sites = self.sites

        enabled = self.enabled

        handover = self.handover

        turn_days = self.turn_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "time_zone": time_zone,
                "members": members,
                "first_day": first_day,
            }
        )
        if sites is not UNSET:
            field_dict["sites"] = sites
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if handover is not UNSET:
            field_dict["handover"] = handover
        if turn_days is not UNSET:
            field_dict["turn_days"] = turn_days

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        time_zone = d.pop("time_zone")

        members = cast(list[str], d.pop("members"))

        first_day = datetime.date.fromisoformat(d.pop("first_day"))

        sites = cast(list[str], d.pop("sites", UNSET))

        enabled = d.pop("enabled", UNSET)

        handover = d.pop("handover", UNSET)

        turn_days = d.pop("turn_days", UNSET)

        rota_content = cls(
            name=name,
            time_zone=time_zone,
            members=members,
            first_day=first_day,
            sites=sites,
            enabled=enabled,
            handover=handover,
            turn_days=turn_days,
        )

        return rota_content
