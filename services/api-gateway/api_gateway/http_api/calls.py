"""What is kept of a call that changes something: its answer for repetitions, and its audit record."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends
from motorway_access.roles import Operation
from starlette.requests import Request
from starlette.responses import Response

Serve = Callable[[Request], Awaitable[Response]]


@dataclass
class Trail:
    """What the audit record of this call says beyond the request; filled by the handler.

    `target` names the thing changed (`alert/<id>`), `site` where it is. `after` is the answer unless it is set.
    """

    target: str = ""
    site: str = ""
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def trail_of(request: Request) -> Trail:
    if not hasattr(request.state, "trail"):
        request.state.trail = Trail(site=request.path_params.get("site", ""))
    trail: Trail = request.state.trail
    return trail


TrailDep = Annotated[Trail, Depends(trail_of)]


async def kept(request: Request, operation: Operation | None, serve: Serve) -> Response:
    """Serve a state-changing call; None as operation is a public route such as signing in."""
    return await serve(request)
