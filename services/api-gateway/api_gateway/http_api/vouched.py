"""A call that somebody else vouches for: the approval that it brings is spent with it."""

import json
from dataclasses import replace
from string import Formatter
from typing import Any

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
    target, call = await _target(request, template), request.headers.get(KEY_HEADER) or new_id()
    given = await redeem(gateway_of(request).identity, caller, shown, target, call)
    trail_of(request).approved_by = {"user_id": given.approver_id, "username": given.approver_name}
    return replace(caller, approval=given.approval)


async def _target(request: Request, template: str) -> str:
    """Of the names in the path, or in the body where the path has none. Raises ApprovalNotTaken."""
    wanted = {name for _, name, _, _ in Formatter().parse(template) if name}
    named = request.path_params if wanted <= request.path_params.keys() else await _said(request)
    if not wanted <= named.keys():
        raise ApprovalNotTaken(f"this call says nothing of {', '.join(sorted(wanted))}", field=HEADER)
    return template.format(**{name: named[name] for name in wanted})


async def _said(request: Request) -> dict[str, Any]:
    """The JSON object of the body; whatever else it is, its own handler refuses."""
    try:
        said = json.loads(await request.body())
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
