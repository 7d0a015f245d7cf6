from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="AlertFigures")


@_attrs_define
class AlertFigures:
    """Of alerts raised in the range; standing and stale are as of now.

    Attributes:
        rule (str): Empty: all rules
        raised (int):
        nuisance (int): Cleared by themselves within 5 minutes, unacknowledged; or chattering
        chattering (int):
        standing (int): Open now
        stale (int): Open now for more than 24 hours
        acknowledged (int):
        resolved (int):
        mean_acknowledge_s (float | None): From raised to acknowledged, of those that were
        mean_resolve_s (float | None): From raised to resolved, of those that were
    """

    rule: str
    raised: int
    nuisance: int
    chattering: int
    standing: int
    stale: int
    acknowledged: int
    resolved: int
    mean_acknowledge_s: float | None
    mean_resolve_s: float | None

    def to_dict(self) -> dict[str, Any]:
        rule = self.rule

        raised = self.raised

        nuisance = self.nuisance

        chattering = self.chattering

        standing = self.standing

        stale = self.stale

        acknowledged = self.acknowledged

        resolved = self.resolved

        mean_acknowledge_s: float | None
        mean_acknowledge_s = self.mean_acknowledge_s

        mean_resolve_s: float | None
        mean_resolve_s = self.mean_resolve_s

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "rule": rule,
                "raised": raised,
                "nuisance": nuisance,
                "chattering": chattering,
                "standing": standing,
                "stale": stale,
                "acknowledged": acknowledged,
                "resolved": resolved,
                "mean_acknowledge_s": mean_acknowledge_s,
                "mean_resolve_s": mean_resolve_s,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        rule = d.pop("rule")

        raised = d.pop("raised")

        nuisance = d.pop("nuisance")

        chattering = d.pop("chattering")

        standing = d.pop("standing")

        stale = d.pop("stale")

        acknowledged = d.pop("acknowledged")

        resolved = d.pop("resolved")

        def _parse_mean_acknowledge_s(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        mean_acknowledge_s = _parse_mean_acknowledge_s(d.pop("mean_acknowledge_s"))

        def _parse_mean_resolve_s(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        mean_resolve_s = _parse_mean_resolve_s(d.pop("mean_resolve_s"))

        alert_figures = cls(
            rule=rule,
            raised=raised,
            nuisance=nuisance,
            chattering=chattering,
            standing=standing,
            stale=stale,
            acknowledged=acknowledged,
            resolved=resolved,
            mean_acknowledge_s=mean_acknowledge_s,
            mean_resolve_s=mean_resolve_s,
        )

        return alert_figures
