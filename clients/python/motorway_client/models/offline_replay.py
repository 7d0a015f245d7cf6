from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.offline_operation_done import OfflineOperationDone


T = TypeVar("T", bound="OfflineReplay")


@_attrs_define
class OfflineReplay:
    """
    Attributes:
        operations (list[OfflineOperationDone]): In the order of their numbers; none: only `pending` is told
        pending (int | Unset): What the device has still to hand in after these Default: 0.
    """

    operations: list[OfflineOperationDone]
    pending: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        operations = []
        for operations_item_data in self.operations:
            operations_item = operations_item_data.to_dict()
            operations.append(operations_item)

        pending = self.pending

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "operations": operations,
            }
        )
        if pending is not UNSET:
            field_dict["pending"] = pending

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.offline_operation_done import OfflineOperationDone

        d = dict(src_dict)
        operations = []
        _operations = d.pop("operations")
        for operations_item_data in _operations:
            operations_item = OfflineOperationDone.from_dict(operations_item_data)

            operations.append(operations_item)

        pending = d.pop("pending", UNSET)

        offline_replay = cls(
            operations=operations,
            pending=pending,
        )

        return offline_replay
