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

T = TypeVar("T", bound="RuleStateInput")


@_attrs_define
class RuleStateInput:
    """The value is one of these.

    Attributes:
        device (str): Kind of device
        kind (Literal['state']):
        metric (str):
        values (list[float]):
        for_s (float | Unset): How long it must hold before the alert is raised Default: 0.0.
        clear_for_s (float | Unset): How long it must be over before the alert ends Default: 0.0.
    """

    device: str
    kind: Literal["state"]
    metric: str
    values: list[float]
    for_s: float | Unset = 0.0
    clear_for_s: float | Unset = 0.0

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        kind = self.kind

        metric = self.metric

        values = self.values

        for_s = self.for_s

        clear_for_s = self.clear_for_s

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "kind": kind,
                "metric": metric,
                "values": values,
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

        kind = cast(Literal["state"], d.pop("kind"))
        if kind != "state":
            raise ValueError(f"kind must match const 'state', got '{kind}'")

        metric = d.pop("metric")

        values = cast(list[float], d.pop("values"))

        for_s = d.pop("for_s", UNSET)

        clear_for_s = d.pop("clear_for_s", UNSET)

        rule_state_input = cls(
            device=device,
            kind=kind,
            metric=metric,
            values=values,
            for_s=for_s,
            clear_for_s=clear_for_s,
        )

        return rule_state_input
