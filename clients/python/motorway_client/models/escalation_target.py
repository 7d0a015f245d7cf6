from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.escalation_target_kind import EscalationTargetKind

T = TypeVar("T", bound="EscalationTarget")


@_attrs_define
class EscalationTarget:
    """
    Attributes:
        kind (EscalationTargetKind):
        id (str):
    """

    kind: EscalationTargetKind
    id: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        id = self.id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "id": id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = EscalationTargetKind(d.pop("kind"))

        id = d.pop("id")

        escalation_target = cls(
            kind=kind,
            id=id,
        )

        return escalation_target
