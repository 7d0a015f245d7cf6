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

T = TypeVar("T", bound="RuleState")


@_attrs_define
class RuleState:
    """The value is one of these.

    Attributes:
        device (str): Kind of device
        for_s (float): How long it must hold before the alert is raised Default: 0.0.
        clear_for_s (float): How long it must be over before the alert ends Default: 0.0.
        kind (Literal['state']):
        metric (str):
        values (list[float]):
    """

    device: str
    kind: Literal["state"]
    metric: str
    values: list[float]
    for_s: float = 0.0
    clear_for_s: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        device = self.device

        for_s = self.for_s

        clear_for_s = self.clear_for_s

        kind = self.kind

        metric = self.metric

        values = self.values

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "device": device,
                "for_s": for_s,
                "clear_for_s": clear_for_s,
                "kind": kind,
                "metric": metric,
                "values": values,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        device = d.pop("device")

        for_s = d.pop("for_s")

        clear_for_s = d.pop("clear_for_s")

        kind = cast(Literal["state"], d.pop("kind"))
        if kind != "state":
            raise ValueError(f"kind must match const 'state', got '{kind}'")

        metric = d.pop("metric")

        values = cast(list[float], d.pop("values"))

        rule_state = cls(
            device=device,
            for_s=for_s,
            clear_for_s=clear_for_s,
            kind=kind,
            metric=metric,
            values=values,
        )

        return rule_state
