from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.colleague import Colleague


T = TypeVar("T", bound="ApprovalGiven")


@_attrs_define
class ApprovalGiven:
    """Sent as `X-Approval` with the one call that it is for.

    Attributes:
        token (str):
        approver (Colleague): Somebody with a PIN.
        operation (str):
        target (str):
        expires_at (datetime.datetime):
    """

    token: str
    approver: Colleague
    operation: str
    target: str
    expires_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        approver = self.approver.to_dict()

        operation = self.operation

        target = self.target

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "token": token,
                "approver": approver,
                "operation": operation,
                "target": target,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.colleague import Colleague

        d = dict(src_dict)
        token = d.pop("token")

        approver = Colleague.from_dict(d.pop("approver"))

        operation = d.pop("operation")

        target = d.pop("target")

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        approval_given = cls(
            token=token,
            approver=approver,
            operation=operation,
            target=target,
            expires_at=expires_at,
        )

        return approval_given
