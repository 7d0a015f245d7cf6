from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

T = TypeVar("T", bound="RuleThreshold")


@_attrs_define
class RuleThreshold:
    """
    Attributes:
        device (str): Kind of device
        for_s (float): How long it must hold before the alert is raised Default: 0.0.
        clear_for_s (float): How long it must be over before the alert ends Default: 0.0.
        metric (str):
        above (float | None | str):
        below (float | None | str):
        clear (float | None | str): Where it ends (hysteresis); without it at the limit
        kind (Literal['threshold']):
    """

    device: str
    metric: str
    above: float | None | str
    below: float | None | str
    clear: float | None | str
    kind: Literal["threshold"]
    for_s: float = 0.0
    clear_for_s: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        for_s = self.for_s

        clear_for_s = self.clear_for_s

        metric = self.metric

        above: float | None | str
        above = self.above

        below: float | None | str
        below = self.below

        clear: float | None | str
        clear = self.clear

        kind = self.kind

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "for_s": for_s,
                "clear_for_s": clear_for_s,
                "metric": metric,
                "above": above,
                "below": below,
                "clear": clear,
                "kind": kind,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device = d.pop("device")

        for_s = d.pop("for_s")

        clear_for_s = d.pop("clear_for_s")

        metric = d.pop("metric")

        def _parse_above(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        above = _parse_above(d.pop("above"))

        def _parse_below(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        below = _parse_below(d.pop("below"))

        def _parse_clear(data: object) -> float | None | str:
            if data is None:
                return data
            return cast(float | None | str, data)

        clear = _parse_clear(d.pop("clear"))

        kind = cast(Literal["threshold"], d.pop("kind"))
        if kind != "threshold":
            raise ValueError(f"kind must match const 'threshold', got '{kind}'")

        rule_threshold = cls(
            device=device,
            for_s=for_s,
            clear_for_s=clear_for_s,
            metric=metric,
            above=above,
            below=below,
            clear=clear,
            kind=kind,
        )

        return rule_threshold
