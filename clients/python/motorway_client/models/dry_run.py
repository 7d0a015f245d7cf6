from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.dry_run_alert import DryRunAlert
    from ..models.dry_run_site import DryRunSite


T = TypeVar("T", bound="DryRun")


@_attrs_define
class DryRun:
    """
    Attributes:
        total (int): How many alerts the rule would have raised
        sites (list[DryRunSite]):
        alerts (list[DryRunAlert]): The first of them, at most 500
        looked_at (int): Values and occurrences that were looked at
    """

    total: int
    sites: list[DryRunSite]
    alerts: list[DryRunAlert]
    looked_at: int

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        sites = []
        for sites_item_data in self.sites:
            sites_item = sites_item_data.to_dict()
            sites.append(sites_item)

        alerts = []
        for alerts_item_data in self.alerts:
            alerts_item = alerts_item_data.to_dict()
            alerts.append(alerts_item)

        looked_at = self.looked_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "total": total,
                "sites": sites,
                "alerts": alerts,
                "looked_at": looked_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.dry_run_alert import DryRunAlert
        from ..models.dry_run_site import DryRunSite

        d = dict(src_dict)
        total = d.pop("total")

        sites = []
        _sites = d.pop("sites")
        for sites_item_data in _sites:
            sites_item = DryRunSite.from_dict(sites_item_data)

            sites.append(sites_item)

        alerts = []
        _alerts = d.pop("alerts")
        for alerts_item_data in _alerts:
            alerts_item = DryRunAlert.from_dict(alerts_item_data)

            alerts.append(alerts_item)

        looked_at = d.pop("looked_at")

        dry_run = cls(
            total=total,
            sites=sites,
            alerts=alerts,
            looked_at=looked_at,
        )

        return dry_run
