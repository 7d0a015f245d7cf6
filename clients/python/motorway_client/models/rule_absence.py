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

T = TypeVar("T", bound="RuleAbsence")


@_attrs_define
class RuleAbsence:
    """A series that was seen once gives nothing for `for_s`.

    Attributes:
        device (str): Kind of device
        for_s (float): How long it must hold before the alert is raised Default: 0.0.
        clear_for_s (float): How long it must be over before the alert ends Default: 0.0.
        kind (Literal['absence']):
        metric (str):
    """

    device: str
    kind: Literal["absence"]
    metric: str
    for_s: float = 0.0
    clear_for_s: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        for_s = self.for_s

        clear_for_s = self.clear_for_s

        kind = self.kind

        metric = self.metric

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "for_s": for_s,
                "clear_for_s": clear_for_s,
                "kind": kind,
                "metric": metric,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device = d.pop("device")

        for_s = d.pop("for_s")

        clear_for_s = d.pop("clear_for_s")

        kind = cast(Literal["absence"], d.pop("kind"))
        if kind != "absence":
            raise ValueError(f"kind must match const 'absence', got '{kind}'")

        metric = d.pop("metric")

        rule_absence = cls(
            device=device,
            for_s=for_s,
            clear_for_s=clear_for_s,
            kind=kind,
            metric=metric,
        )

        return rule_absence
