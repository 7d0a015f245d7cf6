"""HTTP: an application with RFC 9457 problem documents, and the server that runs it."""

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.telemetry import TelemetryConfig
from grpc import StatusCode
from opentelemetry.trace import Span, SpanKind
from prometheus_client import Histogram
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, get_contextvars

from motorway_kit.card_numbers import holds_card_number
from motorway_kit.db import AWAY
from motorway_kit.errors import Conflict, MotorwayError
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger
from motorway_kit.settings import host_port
from motorway_kit.tracing import current_trace_id, fault, observe, span

log = get_logger(__name__)

PROBLEM = "application/problem+json"
OBSERVED_BY_US: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
TOLD_OTHERWISE = {"field", "retry_after_s"}
LINGER_S, QUIET_S = 6.0, 2.0
MAX_WEBSOCKET_MESSAGE = 16 * 1024
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
CARRIED = frozenset({b"traceparent", b"tracestate", b"x-request-id"})
STATUS_OF = {
    StatusCode.INVALID_ARGUMENT: 422,
    StatusCode.NOT_FOUND: 404,
    StatusCode.FAILED_PRECONDITION: 409,
    StatusCode.PERMISSION_DENIED: 403,
    StatusCode.UNAUTHENTICATED: 401,
    StatusCode.RESOURCE_EXHAUSTED: 429,
    StatusCode.UNAVAILABLE: 503,
    StatusCode.DEADLINE_EXCEEDED: 504,
}
handled = Histogram(
    "motorway_http_server_handling_seconds", "Time to answer one request", ["route", "method", "status"]
)


@dataclass(frozen=True)
class TlsFiles:
    """PEM files of a TLS server; clients must show a certificate of `client_ca_file` when it is set."""

    cert_file: str
    key_file: str
    client_ca_file: str | None = None


def app(title: str, version: str, **options: Any) -> FastAPI:
    """A FastAPI application whose every error is a problem document."""
    api = FastAPI(title=title, version=version, telemetry=OBSERVED_BY_US, **options)
    api.add_exception_handler(MotorwayError, _on_motorway_error)
    api.add_exception_handler(RequestValidationError, _on_validation_error)
    api.add_exception_handler(HTTPException, _on_http_error)
    for kind in AWAY:
        api.add_exception_handler(kind, _on_away)
    api.add_middleware(Observed)
    return api


class Observed:
    """Request id, span and timing of every request, and the answer to what nobody expected.

    A caller's own X-Request-Id is kept where it is harmless: up to 64 letters, digits, dots, dashes and underscores.
    """

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        carrier = {name.decode(): value.decode("latin-1") for name, value in scope["headers"] if name in CARRIED}
        request_id = _request_id(carrier.get("x-request-id", ""))
        scope.setdefault("state", {})["request_id"] = request_id
        bind_contextvars(request_id=request_id)
        status = [0]

        async def observed_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                status[0] = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        started = asyncio.get_running_loop().time()
        with span(scope["method"], SpanKind.SERVER, carrier) as current:
            try:
                await self._inner(scope, receive, observed_send)
            except Exception as error:
                fault(current, error)
                if status[0]:
                    raise
                await _unexpected(scope["path"], error)(scope, receive, observed_send)
            _measure(scope, current, status[0], asyncio.get_running_loop().time() - started)


def _request_id(sent: str) -> str:
    is_harmless = REQUEST_ID.fullmatch(sent) is not None and not holds_card_number(sent)
    return sent if is_harmless else new_id()


def _measure(scope: Scope, current: Span, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "other")
    current.update_name(f"{scope['method']} {route}")
    current.set_attribute("http.response.status_code", status)
    observe(handled.labels(route, scope["method"], str(status)), seconds)


def problem(status: int, reason: str, detail: str, *, retry_after_s: object = None, **more: object) -> Response:
    """An RFC 9457 problem document, with the ids of request and trace; clients switch on `reason`.

    What contradicts a request (a Conflict) is named in its `context`.
    """
    body = {"type": f"urn:motorway:problem:{reason}", "title": HTTPStatus(status).phrase, "status": status}
    headers = {"Retry-After": str(retry_after_s or 5)} if retry_after_s or status in (429, 503) else None
    ids = {"request_id": get_contextvars().get("request_id"), "trace_id": current_trace_id()}
    named = {name: value for name, value in ids.items() if value}
    content = orjson.dumps({**body, "reason": reason, "detail": detail, **more, **named})
    return Response(content, status, media_type=PROBLEM, headers=headers)


async def _on_motorway_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, MotorwayError)
    more: dict[str, object] = {"instance": request.url.path, "retry_after_s": error.context.get("retry_after_s")}
    if field := error.context.get("field"):
        more["errors"] = [{"field": field, "message": error.message}]
    if isinstance(error, Conflict):
        more["context"] = {name: value for name, value in error.context.items() if name not in TOLD_OTHERWISE}
    status = error.http_status or STATUS_OF.get(error.code, 500)
    return problem(status, error.reason, error.message, **more)


async def _on_validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [{"field": _field(e["loc"]), "message": e["msg"]} for e in error.errors()]
    detail = "; ".join(f"{e['field']}: {e['message']}" for e in errors)
    return problem(422, "InvalidInput", detail, instance=request.url.path, errors=errors)


def _field(location: tuple[str | int, ...]) -> str:
    """The name without its first part (body, query …)."""
    return ".".join(map(str, location[1:])) or str(location[0])


async def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    reason = getattr(error, "reason", "") or HTTPStatus(error.status_code).phrase.replace(" ", "")
    response = problem(error.status_code, reason, str(error.detail), instance=request.url.path)
    response.headers.update(error.headers or {})  # such as Allow
    return response


async def _on_away(request: Request, error: Exception) -> Response:
    log.warning("a dependency does not answer", path=request.url.path, error=repr(error))
    return problem(503, "Unavailable", "a dependency does not answer", instance=request.url.path)


def _unexpected(path: str, error: Exception) -> Response:
    log.error("unexpected failure", path=path, exc_info=error)
    return problem(500, "InternalError", "unexpected failure", instance=path)


@asynccontextmanager
async def http_server(
    bind: str,
    asgi: ASGIApp,
    *,
    tls: TlsFiles | None = None,
    protocol: type[asyncio.Protocol] | None = None,
    websockets: bool = False,
) -> AsyncIterator[int]:
    """Serve until the block ends, then drain for a few seconds. Yields the bound port."""
    host, port = host_port(bind)
    sock = socket.create_server((host, port), backlog=4096)
    config = _config(asgi, tls, protocol)
    config.ws = "websockets-sansio" if websockets else "none"
    config.load()
    if config.ssl is not None:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn offers no event for it
            await asyncio.sleep(0.01)
        yield int(sock.getsockname()[1])
    finally:
        server.should_exit = True
        await task
        sock.close()


class Leaving:
    """Says in every answer, once the end is near, that this connection is over: the next request takes another."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner
        self._is_near = False
        self._asked = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if self._is_near and message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"connection", b"close")]
            await send(message)

        self._asked = asyncio.get_running_loop().time()
        await self._inner(scope, receive, told if scope["type"] == "http" else send)

    @asynccontextmanager
    async def lingering(self) -> AsyncIterator[None]:
        """When the block ends the end is near: nobody has asked for anything for QUIET_S, or LINGER_S are over."""
        try:
            yield
        finally:
            self._is_near = True
            await self._everybody_left()

    async def _everybody_left(self) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + LINGER_S
        while (now := loop.time()) < min(until, self._asked + QUIET_S):  # noqa: ASYNC110 - once in a process' life
            await asyncio.sleep(min(until, self._asked + QUIET_S) - now)


@asynccontextmanager
async def http_door(bind: str, asgi: ASGIApp, **options: Any) -> AsyncIterator[int]:
    """`http_server` for those who keep their connections: they are told to leave before theirs is closed."""
    leaving = Leaving(asgi)
    async with http_server(bind, leaving, **options) as port, leaving.lingering():
        yield port


def _config(asgi: ASGIApp, tls: TlsFiles | None, protocol: type[asyncio.Protocol] | None) -> uvicorn.Config:
    return uvicorn.Config(
        asgi,
        http=protocol or "httptools",
        ws_max_size=MAX_WEBSOCKET_MESSAGE,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
        backlog=4096,
        ssl_certfile=tls.cert_file if tls else None,
        ssl_keyfile=tls.key_file if tls else None,
        ssl_ca_certs=tls.client_ca_file if tls else None,
        ssl_cert_reqs=ssl.CERT_REQUIRED if tls and tls.client_ca_file else ssl.CERT_NONE,
    )


class _Server(uvicorn.Server):
    """Signals belong to the runtime."""

    def capture_signals(self) -> Any:
        from contextlib import nullcontext

        return nullcontext()
