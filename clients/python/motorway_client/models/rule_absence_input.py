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

T = TypeVar("T", bound="RuleAbsenceInput")


@_attrs_define
class RuleAbsenceInput:
    """A series that was seen once gives nothing for `for_s`.

    Attributes:
        device (str): Kind of device
        kind (Literal['absence']):
        metric (str):
        for_s (float | Unset): How long it must hold before the alert is raised Default: 0.0.
        clear_for_s (float | Unset): How long it must be over before the alert ends Default: 0.0.
    """

    device: str
    kind: Literal["absence"]
    metric: str
    for_s: float | Unset = 0.0
    clear_for_s: float | Unset = 0.0

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        kind = self.kind

        metric = self.metric

        for_s = self.for_s

        clear_for_s = self.clear_for_s

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "kind": kind,
                "metric": metric,
            }
        )
        if for_s is not UNSET:
            field_dict["for_s"] = for_s
        if clear_for_s is not UNSET:
            field_dict["clear_for_s"] = clear_for_s

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device = d.pop("device")

        kind = cast(Literal["absence"], d.pop("kind"))
        if kind != "absence":
            raise ValueError(f"kind must match const 'absence', got '{kind}'")

        metric = d.pop("metric")

        for_s = d.pop("for_s", UNSET)

        clear_for_s = d.pop("clear_for_s", UNSET)

        rule_absence_input = cls(
            device=device,
            kind=kind,
            metric=metric,
            for_s=for_s,
            clear_for_s=clear_for_s,
        )

        return rule_absence_input
