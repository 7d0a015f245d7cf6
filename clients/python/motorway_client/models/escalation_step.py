from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.escalation_target import EscalationTarget


T = TypeVar("T", bound="EscalationStep")


@_attrs_define
class EscalationStep:
    """
    Attributes:
        after_s (int): From the raise, or from the repetition's begin Default: 0.
        targets (list[EscalationTarget]):
    """

    targets: list[EscalationTarget]
    after_s: int = 0

    def to_dict(self) -> dict[str, Any]:
        after_s = self.after_s

        targets = []
        for targets_item_data in self.targets:
            targets_item = targets_item_data.to_dict()
            targets.append(targets_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "after_s": after_s,
                "targets": targets,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.escalation_target import EscalationTarget

        d = dict(src_dict)
        after_s = d.pop("after_s")

        targets = []
        _targets = d.pop("targets")
        for targets_item_data in _targets:
            targets_item = EscalationTarget.from_dict(targets_item_data)

            targets.append(targets_item)

        escalation_step = cls(
            after_s=after_s,
            targets=targets,
        )

        return escalation_step
