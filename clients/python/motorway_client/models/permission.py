from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.operation import Operation

T = TypeVar("T", bound="Permission")


@_attrs_define
class Permission:
    """
    Attributes:
        operation (Operation):
        everything (bool):
        sites (list[str]): Site ids, where it is not everything
    """

    operation: Operation
    everything: bool
    sites: list[str]

    def to_dict(self) -> dict[str, Any]:
        operation = self.operation.value

        everything = self.everything

        sites = self.sites

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "operation": operation,
                "everything": everything,
                "sites": sites,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        operation = Operation(d.pop("operation"))

        everything = d.pop("everything")

        sites = cast(list[str], d.pop("sites"))

        permission = cls(
            operation=operation,
            everything=everything,
            sites=sites,
        )

        return permission
