from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="DryRunSite")


@_attrs_define
class DryRunSite:
    """
    Attributes:
        site (str):
        alerts (int):
    """

    site: str
    alerts: int

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        alerts = self.alerts

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "alerts": alerts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        site = d.pop("site")

        alerts = d.pop("alerts")

        dry_run_site = cls(
            site=site,
            alerts=alerts,
        )

        return dry_run_site
