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

from ..types import UNSET, Unset

T = TypeVar("T", bound="RuleRateInput")


@_attrs_define
class RuleRateInput:
    """The change of the value per hour.

    Attributes:
        device (str): Kind of device
        metric (str):
        kind (Literal['rate']):
        window_s (float):
        for_s (float | Unset): How long it must hold before the alert is raised Default: 0.0.
        clear_for_s (float | Unset): How long it must be over before the alert ends Default: 0.0.
        above (float | None | str | Unset):
        below (float | None | str | Unset):
        clear (float | None | str | Unset): Where it ends (hysteresis); without it at the limit
    """

    device: str
    metric: str
    kind: Literal["rate"]
    window_s: float
    for_s: float | Unset = 0.0
    clear_for_s: float | Unset = 0.0
    above: float | None | str | Unset = UNSET
    below: float | None | str | Unset = UNSET
    clear: float | None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        metric = self.metric

        kind = self.kind

        window_s = self.window_s

        for_s = self.for_s

        clear_for_s = self.clear_for_s

        above: float | None | str | Unset
        if isinstance(self.above, Unset):
            above = UNSET
        else:
            above = self.above

        below: float | None | str | Unset
        if isinstance(self.below, Unset):
            below = UNSET
        else:
            below = self.below

        clear: float | None | str | Unset
        if isinstance(self.clear, Unset):
            clear = UNSET
        else:
            clear = self.clear

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "metric": metric,
                "kind": kind,
                "window_s": window_s,
            }
        )
        if for_s is not UNSET:
            field_dict["for_s"] = for_s
        if clear_for_s is not UNSET:
            field_dict["clear_for_s"] = clear_for_s
        if above is not UNSET:
            field_dict["above"] = above
        if below is not UNSET:
            field_dict["below"] = below
        if clear is not UNSET:
            field_dict["clear"] = clear

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device = d.pop("device")

        metric = d.pop("metric")

        kind = cast(Literal["rate"], d.pop("kind"))
        if kind != "rate":
            raise ValueError(f"kind must match const 'rate', got '{kind}'")

        window_s = d.pop("window_s")

        for_s = d.pop("for_s", UNSET)

        clear_for_s = d.pop("clear_for_s", UNSET)

        def _parse_above(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        above = _parse_above(d.pop("above", UNSET))

        def _parse_below(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        below = _parse_below(d.pop("below", UNSET))

        def _parse_clear(data: object) -> float | None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | str | Unset, data)

        clear = _parse_clear(d.pop("clear", UNSET))

        rule_rate_input = cls(
            device=device,
            metric=metric,
            kind=kind,
            window_s=window_s,
            for_s=for_s,
            clear_for_s=clear_for_s,
            above=above,
            below=below,
            clear=clear,
        )

        return rule_rate_input
