"""Approvals: a supervisor vouches, by PIN at the cashier's till, for one thing that the cashier may not do. No I/O."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from motorway_access.caller import Approval
from motorway_access.roles import ROLES_OF, Operation
from motorway_kit.errors import InvalidInput, PermissionDenied

from api_gateway.domain.tills import PIN_ROLES

LIFETIME = timedelta(seconds=60)
"""From the PIN to the call: the time of one press, and of a network that stumbles."""
APPROVABLE = frozenset({Operation.SALES_APPROVE})
TARGET = re.compile(r"(?:refund|sale|pump)/[0-9A-Za-z-]{1,100}")


class ApprovalRefused(PermissionDenied):
    """The approval is over, was used, or is for something else, or for another till."""


class ApprovalNotTaken(InvalidInput):
    """The call needs no approval and takes none."""


@dataclass(frozen=True)
class GivenApproval:
    """`target` is what may be done it to (`refund/<id>`), `session_id` that of whoever asked for it."""

    approval_id: str
    operation: Operation
    target: str
    site: str
    till_id: str
    session_id: str
    approver_id: str
    approver_name: str
    expires_at: datetime

    @property
    def approval(self) -> Approval:
        return Approval(self.operation, self.site, self.approver_id, self.approver_name)


def roles_for(operation: Operation) -> list[str]:
    """Of the counter, that may do it."""
    return sorted(str(role) for role in PIN_ROLES & ROLES_OF[operation])


def sound_wish(operation: Operation, target: str) -> None:
    """Raises InvalidInput."""
    if operation not in APPROVABLE:
        raise InvalidInput(f"one of {', '.join(sorted(APPROVABLE))}", field="operation")
    if not TARGET.fullmatch(target):
        raise InvalidInput("must be refund/<id>, sale/<id> or pump/<number>", field="target")


def refused() -> ApprovalRefused:
    return ApprovalRefused("the approval is over, was used, or is for something else: ask for it again")
