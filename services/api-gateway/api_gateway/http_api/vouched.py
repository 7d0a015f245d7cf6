"""A call that somebody else vouches for: the approval that it brings is spent with it."""

from dataclasses import replace

from motorway_access.caller import Caller
from motorway_kit.ids import new_id
from starlette.requests import Request

from api_gateway.app.approvals import redeem
from api_gateway.domain.approvals import ApprovalNotTaken
from api_gateway.http_api.calls import KEY_HEADER, trail_of
from api_gateway.http_api.common import gateway_of

HEADER = "X-Approval"


async def with_approval(request: Request, caller: Caller, template: str) -> Caller:
    """Whoever asks, with what was approved; `template` is the target that the route takes approvals for, if any.

    Raises ApprovalRefused, or ApprovalNotTaken.
    """
    shown = request.headers.get(HEADER)
    if shown is None:
        return caller
    if not template:
        raise ApprovalNotTaken("this call takes no approval", field=HEADER)
    target, call = template.format(**request.path_params), request.headers.get(KEY_HEADER) or new_id()
    given = await redeem(gateway_of(request).identity, caller, shown, target, call)
    trail_of(request).approved_by = {"user_id": given.approver_id, "username": given.approver_name}
    return replace(caller, approval=given.approval)
