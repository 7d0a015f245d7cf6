"""The gRPC server: error mapping, tracing, metrics, the standard health service and, where wanted, reflection."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from typing import Any, TypeAlias, cast

import asyncpg
import grpc
import grpc.aio
import orjson
from grpc_health.v1 import _async as grpc_health
from grpc_health.v1 import health_pb2, health_pb2_grpc
from opentelemetry.trace import SpanKind
from prometheus_client import Histogram
from structlog.contextvars import bound_contextvars

from motorway_kit.card_numbers import CardNumberRefused
from motorway_kit.db import AWAY, ROLLED_BACK
from motorway_kit.errors import InvalidInput, MotorwayError, Unavailable
from motorway_kit.grpc_reflect import reflect
from motorway_kit.grpc_texts import card_number, unstorable
from motorway_kit.grpc_tls import GrpcTls
from motorway_kit.log import get_logger
from motorway_kit.settings import host_port
from motorway_kit.tracing import fault, span, timed

log = get_logger(__name__)

REASON_KEY = "motorway-reason"
CONTEXT_KEY = "motorway-context-bin"
MAX_MESSAGE_BYTES = 16 * 2**20
MAX_METADATA_BYTES = 128 * 1024  # a caller bound to thousands of sites names each of them
DRAIN_S = 5.0
CONNECTION_AGE_MS = 300_000
OPEN = ("/grpc.health.", "/grpc.reflection.")
"""No guard asks who calls these; without reflection nobody answers the second."""

handled = Histogram("motorway_grpc_server_handling_seconds", "Time to answer one call", ["method", "code"])

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"
RpcHandler: TypeAlias = "grpc.RpcMethodHandler[Any, Any]"
AddServicer = Callable[[Any, grpc.aio.Server], None]
Rpc = Callable[[Any, Any], Any]
Guard = Callable[[str, Any, Mapping[str, str]], AbstractContextManager[None]]
"""Given the method, the request and the metadata: the block in which the call is served, or a MotorwayError."""


def open_to_all(_method: str, _request: Any, _metadata: Mapping[str, str]) -> AbstractContextManager[None]:
    """The guard of a door that asks nobody who they are."""
    return nullcontext()


@asynccontextmanager
async def grpc_server(
    bind: str,
    servicers: Sequence[tuple[AddServicer, object]],
    *,
    guard: Guard,
    tls: GrpcTls | None = None,
    reflection: bool = False,
) -> AsyncIterator[int]:
    """Serve until the block ends, then drain. Yields the bound port (useful with port 0)."""
    host, port = host_port(bind)
    server = grpc.aio.server(interceptors=[_Interceptor(guard)], options=_options())
    for add, servicer in servicers:
        add(servicer, server)
    if reflection:
        reflect(server, servicers)
    health = grpc_health.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(health, server)
    address = f"{host}:{port}"
    bound = server.add_secure_port(address, tls.server()) if tls else server.add_insecure_port(address)
    await server.start()
    await health.set("", health_pb2.HealthCheckResponse.SERVING)
    try:
        yield bound
    finally:
        await health.enter_graceful_shutdown()
        await server.stop(DRAIN_S)


def _options() -> list[tuple[str, int]]:
    return [
        ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
        ("grpc.max_metadata_size", MAX_METADATA_BYTES),
        ("grpc.so_reuseport", 0),
        ("grpc.max_connection_age_ms", CONNECTION_AGE_MS),  # clients look for new replicas then
    ]


class _Interceptor(grpc.aio.ServerInterceptor):  # type: ignore[type-arg]
    """One place where calls are guarded and an error becomes a status and a reason."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def intercept_service(
        self,
        continuation: "Callable[[grpc.HandlerCallDetails], Awaitable[RpcHandler]]",
        details: grpc.HandlerCallDetails,
    ) -> RpcHandler:
        handler: Any = await continuation(details)
        if handler is None or details.method.startswith(OPEN):
            return cast(RpcHandler, handler)
        carrier = {key: value for key, value in details.invocation_metadata or () if isinstance(value, str)}
        if handler.unary_unary is not None:
            wrapped = _unary(handler.unary_unary, details.method, carrier, self._guard)
            return grpc.unary_unary_rpc_method_handler(
                wrapped, handler.request_deserializer, handler.response_serializer
            )
        wrapped = _stream(handler.unary_stream, details.method, carrier, self._guard)
        return grpc.unary_stream_rpc_method_handler(wrapped, handler.request_deserializer, handler.response_serializer)


def _unary(rpc: Rpc, method: str, carrier: dict[str, str], guard: Guard) -> Rpc:
    async def call(request: Any, context: Context) -> Any:
        async with _answered(method, request, carrier, context):
            with guard(method, request, carrier):
                _refuse_card_numbers(method, request)
                return await rpc(request, context)

    return call


def _stream(rpc: Rpc, method: str, carrier: dict[str, str], guard: Guard) -> Rpc:
    async def call(request: Any, context: Context) -> AsyncIterator[Any]:
        async with _answered(method, request, carrier, context):
            with guard(method, request, carrier):
                _refuse_card_numbers(method, request)
                async for response in rpc(request, context):
                    yield response

    return call


def _refuse_card_numbers(method: str, request: Any) -> None:
    if field := card_number(request):
        log.warning("a card number was refused", method=method, field=field)
        raise CardNumberRefused(field)


@asynccontextmanager
async def _answered(method: str, request: Any, carrier: dict[str, str], context: Context) -> AsyncIterator[None]:
    with (
        span(method.lstrip("/"), SpanKind.SERVER, carrier) as current,
        timed(handled.labels(method, "")),
        bound_contextvars(**_site_of(request)),
    ):
        try:
            yield
        except MotorwayError as error:
            await _abort(context, error)
        except grpc.aio.AbortError:
            raise
        except AWAY as error:
            fault(current, error)
            log.warning("a dependency does not answer", method=method, error=repr(error))
            await _abort(context, Unavailable("a dependency does not answer"))
        except ROLLED_BACK as error:
            log.warning("others worked on the same", method=method, error=repr(error))
            await _abort(context, Unavailable("others worked on the same at that moment"))
        except Exception as error:
            if isinstance(error, asyncpg.CharacterNotInRepertoireError) and (field := unstorable(request)):
                await _abort(context, InvalidInput(f"{field} holds a NUL character", field=field))
            fault(current, error)
            log.exception("unexpected failure", method=method)
            await context.abort(grpc.StatusCode.INTERNAL, "unexpected failure", ((REASON_KEY, "InternalError"),))


def _site_of(request: Any) -> dict[str, str]:
    """For the log: the site that the request names."""
    site = getattr(request, "site_id", "") or getattr(request, "site", "")
    site = getattr(site, "site_id", site)
    return {"site": site} if isinstance(site, str) and site else {}


async def _abort(context: Context, error: MotorwayError) -> None:
    metadata = ((REASON_KEY, error.reason), (CONTEXT_KEY, orjson.dumps(error.context)))
    await context.abort(error.code, error.message, metadata)
