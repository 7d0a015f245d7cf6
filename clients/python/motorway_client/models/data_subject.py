from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.subject_kind import SubjectKind

T = TypeVar("T", bound="DataSubject")


@_attrs_define
class DataSubject:
    """Of whom: an account customer or a user by id, a vehicle by its registration, somebody by an e-mail address.

    Attributes:
        kind (SubjectKind):
        value (str):
    """

    kind: SubjectKind
    value: str

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = SubjectKind(d.pop("kind"))

        value = d.pop("value")

        data_subject = cls(
            kind=kind,
            value=value,
        )

        return data_subject
