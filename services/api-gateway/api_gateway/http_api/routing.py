"""What happens around every handler: who asks, whether they may, and what is kept of it."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from motorway_access.caller import ANONYMOUS, Caller, acting
from motorway_access.roles import Operation
from starlette.requests import Request
from starlette.responses import Response
from structlog.contextvars import bind_contextvars

from api_gateway.domain.identity import SAFE_METHODS
from api_gateway.edge.limits import count_caller
from api_gateway.http_api import tables
from api_gateway.http_api.authentication import authenticate, require_unrestricted
from api_gateway.http_api.calls import KEYLESS, kept
from api_gateway.http_api.common import PROBLEMS, gateway_of
from api_gateway.http_api.vouched import with_approval

OPERATION = "x-motorway-operation"
PUBLIC = "public"
APPROVABLE = "x-motorway-approvable"
UNRECORDED = "x-motorway-unrecorded"
API = "/api/v1"
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class OperationMissing(LookupError):
    """A route that does not say which operation it is: nobody could be let in."""


def operation(name: Operation, *, repeatable: bool = True, approvable: str = "") -> dict[str, Any]:
    """`openapi_extra` of a route for whoever may do this operation, at the site in its path where it has one.

    Not `repeatable`: its answer is a secret, which is kept for no repetition. `approvable`: the target, of the names in
    its path, or in its body, for which somebody else may vouch (`refund/{refund_id}`).
    """
    more = ({} if repeatable else {KEYLESS: True}) | ({APPROVABLE: approvable} if approvable else {})
    return {OPERATION: str(name)} | more


def public() -> dict[str, Any]:
    """`openapi_extra` of a route for everybody."""
    return {OPERATION: PUBLIC, "security": []}


def called_back(**more: Any) -> dict[str, Any]:
    """`openapi_extra` of a route that another system calls, which proves itself in its own way and repeats in its own
    way: its calls are neither recorded nor do they have an Idempotency-Key."""
    return {**public(), KEYLESS: True, UNRECORDED: True, **more}


def name_of(route: APIRoute) -> str:
    """Its operationId: the handler's name, a verb and its object."""
    return route.name


def resource(prefix: str, *tags: str) -> APIRouter:
    """A router below /api/v1."""
    return APIRouter(
        prefix=f"{API}{prefix}",
        tags=list(tags),
        responses=PROBLEMS,
        route_class=Route,
        generate_unique_id_function=name_of,
    )


class Route(APIRoute):
    """The `route_class` of every router; raises OperationMissing when it is made without an operation."""

    @property
    def operation(self) -> Operation | None:
        """None for a public route."""
        name = (self.openapi_extra or {}).get(OPERATION)
        if name is None:
            raise OperationMissing(f"{self.path} names no operation")
        return None if name == PUBLIC else Operation(name)

    def get_route_handler(self) -> Handler:
        handler, wanted = super().get_route_handler(), self.operation
        unrecorded = UNRECORDED in (self.openapi_extra or {})
        approvable = (self.openapi_extra or {}).get(APPROVABLE, "")
        columns = tables.columns_of(self.response_model) if "GET" in (self.methods or ()) else []

        async def guarded(request: Request) -> Response:
            if site := request.path_params.get("site"):
                bind_contextvars(site=site)  # for the log
            caller = ANONYMOUS if wanted is None else await _admitted(request)
            request.state.caller = caller

            async def serve(request: Request) -> Response:
                request.state.caller = await with_approval(request, caller, approvable)
                return await _served(request, request.state.caller, wanted, handler)

            if columns and tables.wanted(request.headers.get("accept", "")):
                return await tables.as_table(request, serve, columns)
            if unrecorded or request.method in SAFE_METHODS:
                return await serve(request)
            return await kept(request, wanted, serve)

        return guarded


async def _admitted(request: Request) -> Caller:
    """Raises NotSignedIn, or TooManyRequests."""
    caller = await authenticate(request)
    count_caller(request, caller.subject)
    return caller


async def _served(request: Request, caller: Caller, wanted: Operation | None, handler: Handler) -> Response:
    """Raises NotAllowed, or what restricts the caller's session."""
    if wanted is None:
        return await handler(request)
    require_unrestricted(request, wanted)
    caller.require(wanted, request.path_params.get("site"))
    with acting(caller, gateway_of(request).signer.sign):
        return await handler(request)
