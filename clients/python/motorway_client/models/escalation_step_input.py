from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.escalation_target import EscalationTarget


T = TypeVar("T", bound="EscalationStepInput")


@_attrs_define
class EscalationStepInput:
    """
    Attributes:
        targets (list[EscalationTarget]):
        after_s (int | Unset): From the raise, or from the repetition's begin Default: 0.
    """

    targets: list[EscalationTarget]
    after_s: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        targets = []
        for targets_item_data in self.targets:
            targets_item = targets_item_data.to_dict()
            targets.append(targets_item)

        after_s = self.after_s

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "targets": targets,
            }
        )
        if after_s is not UNSET:
            field_dict["after_s"] = after_s

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.escalation_target import EscalationTarget

        d = dict(src_dict)
        targets = []
        _targets = d.pop("targets")
        for targets_item_data in _targets:
            targets_item = EscalationTarget.from_dict(targets_item_data)

            targets.append(targets_item)

        after_s = d.pop("after_s", UNSET)

        escalation_step_input = cls(
            targets=targets,
            after_s=after_s,
        )

        return escalation_step_input
