"""What is kept of a call that changes something: its answer for repetitions, and its audit record."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends
from motorway_access.caller import Caller, CallerKind
from motorway_access.roles import Operation
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id
from opentelemetry import trace
from starlette.requests import Request
from starlette.responses import Response

from api_gateway.credentials.sealing import Sealer
from api_gateway.domain.audit import Call, Effect, Outcome, outcome_of, rfc3339, roles_of
from api_gateway.domain.idempotency import (
    HANDLER_S,
    Answer,
    Claim,
    IdempotencyKeyInvalid,
    IdempotencyKeyReused,
    kept_headers,
    valid_key,
)
from api_gateway.edge.addresses import client_address
from api_gateway.http_api.common import gateway_of

Serve = Callable[[Request], Awaitable[Response]]
API = "/api/v1/"
KEY_HEADER = "idempotency-key"
KEYLESS = "x-motorway-keyless"
"""In the `openapi_extra` of a POST whose answer is kept for no repetition, whatever key comes with it."""
REPLAYED = (b"idempotency-replayed", b"true")


@dataclass
class Trail:
    """What the audit record of this call says beyond the request; filled by the handler.

    `target` names the thing changed (`alert/<id>`), `site` where it is. `after` is the answer unless it is set; secrets
    are removed from both by their names. `approved_by`: who vouched for what the caller may not do alone.

    Where signing in is what the call is about: `caller` is who is in, once it is
    known, and `tried` the name that was tried.
    """

    target: str = ""
    site: str = ""
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    caller: Caller | None = None
    tried: str = ""
    approved_by: dict[str, str] | None = None


def trail_of(request: Request) -> Trail:
    if not hasattr(request.state, "trail"):
        request.state.trail = Trail(site=request.path_params.get("site", ""))
    trail: Trail = request.state.trail
    return trail


async def _trail(request: Request) -> Trail:
    return trail_of(request)


async def _service_key(request: Request) -> str:
    """The idempotency key of this call for the service that serves it: nobody meets the key of another caller there."""
    key, caller = request.headers.get(KEY_HEADER), request.state.caller
    return sha256(f"{caller.kind}:{caller.subject}\n{key}".encode()).hexdigest() if key else new_id()


TrailDep = Annotated[Trail, Depends(_trail)]
ServiceKeyDep = Annotated[str, Depends(_service_key)]


async def kept(request: Request, operation: Operation | None, serve: Serve) -> Response:
    """Serve a state-changing call; None as operation is a public route such as signing in.

    It leaves exactly one record, which is safe before the answer goes out. A repetition with the same Idempotency-Key
    gets the answer of the first time, and leaves none. Also for the rare GET that changes something (the return from an
    OpenID provider). Raises Unavailable before anything is done, and OutcomeNotRecorded after it.
    """
    calls, call = gateway_of(request).calls, _call(request, operation)
    await request.body()
    try:
        claim = await _claim(request, operation)
        answer = await calls.begin(call, claim)
    except (IdempotencyKeyInvalid, IdempotencyKeyReused) as error:
        claim, answer, serve = None, await calls.begin(call, None), _refusing(error)
    if answer is not None:
        return _again(answer)
    response, failure = await _served(request, serve)
    effect = _effect(trail_of(request), response)
    await calls.end(_named(call, trail_of(request)), effect, claim, _answer(response))
    if failure is not None:
        raise failure
    return response


async def _served(request: Request, serve: Serve) -> tuple[Response, Exception | None]:
    """The answer, and what the server must still hear of: the unexpected, which it logs."""
    try:
        async with asyncio.timeout(HANDLER_S):
            return await serve(request), None
    except Exception as error:  # noqa: BLE001 - recorded as a failure, then given to whoever handles it
        handler = _handler(request, error)
        if handler is None:
            return Response(status_code=500), error
        return await handler(request, error), None


def _handler(request: Request, error: Exception) -> Callable[[Request, Exception], Awaitable[Response]] | None:
    """The application's own for this kind of error; none for the unexpected."""
    handlers: dict[Any, Any] = request.app.exception_handlers
    kinds = type(error).__mro__[: type(error).__mro__.index(Exception)]
    return next((handlers[kind] for kind in kinds if kind in handlers), None)


def _refusing(error: MotorwayError) -> Serve:
    async def refuse(_: Request) -> Response:
        raise error

    return refuse


def _call(request: Request, operation: Operation | None) -> Call:
    caller: Caller = request.state.caller
    route = request.scope["route"]
    span = trace.get_current_span().get_span_context()
    return Call(
        record_id=new_id(),
        at=rfc3339(datetime.now(UTC)),
        actor_kind=caller.kind,
        actor_id=caller.subject,
        actor_name=caller.name,
        roles=roles_of(caller),
        site=request.path_params.get("site", ""),
        operation=str(operation or f"auth.{route.name}"),
        method=request.method,
        route=_template(request.url.path, route.path),
        target=request.url.path.removeprefix(API),
        address=client_address(request),
        user_agent=request.headers.get("user-agent", ""),
        session_id=caller.session_id,
        request_id=getattr(request.state, "request_id", ""),
        trace_id=format(span.trace_id, "032x") if span.is_valid else "",
    )


def _template(path: str, route: str) -> str:
    """The route with the prefix of the routers that include it."""
    return "/".join(path.split("/")[: -route.count("/")]) + route


def _named(call: Call, trail: Trail) -> Call:
    """With what the handler knew better."""
    named = replace(call, target=trail.target or call.target, site=trail.site or call.site)
    if trail.caller is None:
        return replace(named, actor_name=trail.tried or call.actor_name)
    caller = trail.caller
    named = replace(named, actor_kind=caller.kind, actor_id=caller.subject, actor_name=caller.name)
    return replace(named, roles=roles_of(caller), session_id=caller.session_id)


async def _claim(request: Request, operation: Operation | None) -> Claim | None:
    """None without a key, and for what the caller may not do: that is refused anew each time, and also after the
    right was taken away. Raises IdempotencyKeyInvalid."""
    header, caller = request.headers.get(KEY_HEADER), request.state.caller
    if header is None or request.method != "POST" or KEYLESS in (request.scope["route"].openapi_extra or {}):
        return None
    key = valid_key(header)
    if operation is not None and not caller.may(operation, request.path_params.get("site")):
        return None
    sealer = gateway_of(request).calls.sealer
    parts = [request.method, request.url.path, request.url.query, request.headers.get("content-type", "")]
    mark = sealer.fingerprint("idempotent request", [*map(str.encode, parts), await request.body()])
    return Claim(_owner(request, caller, sealer), key, mark)


def _owner(request: Request, caller: Caller, sealer: Sealer) -> str:
    """Whose key it is. A nobody is told from others at its address by what it knows: its cookies."""
    if caller.kind is not CallerKind.ANONYMOUS:
        return f"{caller.kind}:{caller.subject}"
    known = [client_address(request), request.headers.get("cookie", ""), request.headers.get("authorization", "")]
    return f"anonymous:{sealer.fingerprint('anonymous caller', map(str.encode, known)).hex()}"


def _answer(response: Response) -> Answer | None:
    """None for a stream."""
    body = getattr(response, "body", None)
    if not isinstance(body, bytes):
        return None
    return Answer(response.status_code, kept_headers(response.raw_headers), body)


def _again(answer: Answer) -> Response:
    response = Response(answer.body, answer.status)
    response.raw_headers = [*response.raw_headers, *answer.headers, REPLAYED]
    return response


def _effect(trail: Trail, response: Response) -> Effect:
    outcome = outcome_of(response.status_code)
    content = _json(response)
    reason = "" if outcome is Outcome.ACCEPTED else _reason(content)
    after = content if trail.after is None and outcome is Outcome.ACCEPTED else trail.after
    if trail.approved_by is not None:
        after = {**(after or {}), "approved_by": trail.approved_by}
    return Effect(outcome, response.status_code, reason, trail.before, after)


def _reason(problem: Any) -> str:
    return str(problem.get("reason", "")) if isinstance(problem, dict) else "InternalError"


def _json(response: Response) -> Any:
    """The content of a JSON answer; None for another."""
    body = getattr(response, "body", None)
    if not isinstance(body, bytes) or not body or "json" not in response.headers.get("content-type", ""):
        return None
    return json.loads(body)
