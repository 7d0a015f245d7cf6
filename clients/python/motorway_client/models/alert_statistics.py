from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.alert_figures import AlertFigures


T = TypeVar("T", bound="AlertStatistics")


@_attrs_define
class AlertStatistics:
    """
    Attributes:
        total (AlertFigures): Of alerts raised in the range; standing and stale are as of now.
        rules (list[AlertFigures]): Most raised first
        peak_per_10_min (int): The most raised within ten minutes of the clock; above 10 is a flood
    """

    total: AlertFigures
    rules: list[AlertFigures]
    peak_per_10_min: int

    def to_dict(self) -> dict[str, Any]:
        total = self.total.to_dict()

        rules = []
        for rules_item_data in self.rules:
            rules_item = rules_item_data.to_dict()
            rules.append(rules_item)

        peak_per_10_min = self.peak_per_10_min

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "total": total,
                "rules": rules,
                "peak_per_10_min": peak_per_10_min,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.alert_figures import AlertFigures

        d = dict(src_dict)
        total = AlertFigures.from_dict(d.pop("total"))

        rules = []
        _rules = d.pop("rules")
        for rules_item_data in _rules:
            rules_item = AlertFigures.from_dict(rules_item_data)

            rules.append(rules_item)

        peak_per_10_min = d.pop("peak_per_10_min")

        alert_statistics = cls(
            total=total,
            rules=rules,
            peak_per_10_min=peak_per_10_min,
        )

        return alert_statistics
