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

T = TypeVar("T", bound="RuleCompareInput")


@_attrs_define
class RuleCompareInput:
    """CEL over several series of one device and its facts.

    Attributes:
        device (str): Kind of device
        kind (Literal['compare']):
        metrics (list[str]):
        holds (str):
        for_s (float | Unset): How long it must hold before the alert is raised Default: 0.0.
        clear_for_s (float | Unset): How long it must be over before the alert ends Default: 0.0.
        ends (None | str | Unset): Without it: where `holds` is over
        max_age_s (float | Unset): A value older than that is not known Default: 86400.0.
    """

    device: str
    kind: Literal["compare"]
    metrics: list[str]
    holds: str
    for_s: float | Unset = 0.0
    clear_for_s: float | Unset = 0.0
    ends: None | str | Unset = UNSET
    max_age_s: float | Unset = 86400.0

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        kind = self.kind

        metrics = self.metrics

        holds = self.holds

        for_s = self.for_s

        clear_for_s = self.clear_for_s

        ends: None | str | Unset
        if isinstance(self.ends, Unset):
            ends = UNSET
        else:
            ends = self.ends

        max_age_s = self.max_age_s

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "kind": kind,
                "metrics": metrics,
                "holds": holds,
            }
        )
        if for_s is not UNSET:
            field_dict["for_s"] = for_s
        if clear_for_s is not UNSET:
            field_dict["clear_for_s"] = clear_for_s
        if ends is not UNSET:
            field_dict["ends"] = ends
        if max_age_s is not UNSET:
            field_dict["max_age_s"] = max_age_s

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device = d.pop("device")

        kind = cast(Literal["compare"], d.pop("kind"))
        if kind != "compare":
            raise ValueError(f"kind must match const 'compare', got '{kind}'")

        metrics = cast(list[str], d.pop("metrics"))

        holds = d.pop("holds")

        for_s = d.pop("for_s", UNSET)

        clear_for_s = d.pop("clear_for_s", UNSET)

        def _parse_ends(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ends = _parse_ends(d.pop("ends", UNSET))

        max_age_s = d.pop("max_age_s", UNSET)

        rule_compare_input = cls(
            device=device,
            kind=kind,
            metrics=metrics,
            holds=holds,
            for_s=for_s,
            clear_for_s=clear_for_s,
            ends=ends,
            max_age_s=max_age_s,
        )

        return rule_compare_input
