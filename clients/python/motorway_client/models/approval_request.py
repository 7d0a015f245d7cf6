from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)
from uuid import UUID

from attrs import define as _attrs_define

T = TypeVar("T", bound="ApprovalRequest")


@_attrs_define
class ApprovalRequest:
    """
    Attributes:
        user_id (UUID): Who approves
        pin (str):
        operation (Literal['sales.approve']):
        target (str): What it is to be done to, as `x-motorway-approvable` of the call says
    """

    user_id: UUID
    pin: str
    operation: Literal["sales.approve"]
    target: str

    def to_dict(self) -> dict[str, Any]:
        user_id = str(self.user_id)

        pin = self.pin

        operation = self.operation

        target = self.target

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "user_id": user_id,
                "pin": pin,
                "operation": operation,
                "target": target,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        user_id = UUID(d.pop("user_id"))

        pin = d.pop("pin")

        operation = cast(Literal["sales.approve"], d.pop("operation"))
        if operation != "sales.approve":
            raise ValueError(f"operation must match const 'sales.approve', got '{operation}'")

        target = d.pop("target")

        approval_request = cls(
            user_id=user_id,
            pin=pin,
            operation=operation,
            target=target,
        )

        return approval_request
