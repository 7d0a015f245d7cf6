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

T = TypeVar("T", bound="RuleCompare")


@_attrs_define
class RuleCompare:
    """CEL over several series of one device and its facts.

    Attributes:
        device (str): Kind of device
        for_s (float): How long it must hold before the alert is raised Default: 0.0.
        clear_for_s (float): How long it must be over before the alert ends Default: 0.0.
        kind (Literal['compare']):
        metrics (list[str]):
        holds (str):
        ends (None | str): Without it: where `holds` is over
        max_age_s (float): A value older than that is not known Default: 86400.0.
    """

    device: str
    kind: Literal["compare"]
    metrics: list[str]
    holds: str
    ends: None | str
    for_s: float = 0.0
    clear_for_s: float = 0.0
    max_age_s: float = 86400.0

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        for_s = self.for_s

        clear_for_s = self.clear_for_s

        kind = self.kind

        metrics = self.metrics

        holds = self.holds

        ends: None | str
        ends = self.ends

        max_age_s = self.max_age_s

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "for_s": for_s,
                "clear_for_s": clear_for_s,
                "kind": kind,
                "metrics": metrics,
                "holds": holds,
                "ends": ends,
                "max_age_s": max_age_s,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device = d.pop("device")

        for_s = d.pop("for_s")

        clear_for_s = d.pop("clear_for_s")

        kind = cast(Literal["compare"], d.pop("kind"))
        if kind != "compare":
            raise ValueError(f"kind must match const 'compare', got '{kind}'")

        metrics = cast(list[str], d.pop("metrics"))

        holds = d.pop("holds")

        def _parse_ends(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ends = _parse_ends(d.pop("ends"))

        max_age_s = d.pop("max_age_s")

        rule_compare = cls(
            device=device,
            for_s=for_s,
            clear_for_s=clear_for_s,
            kind=kind,
            metrics=metrics,
            holds=holds,
            ends=ends,
            max_age_s=max_age_s,
        )

        return rule_compare
