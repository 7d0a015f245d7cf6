"""gRPC channels: a deadline on every call, retries only of reads, and errors of the one tree."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import grpc
import grpc.aio
import orjson
from opentelemetry.trace import SpanKind

from motorway_kit.errors import BY_CODE, MotorwayError
from motorway_kit.grpc_server import CONTEXT_KEY, MAX_MESSAGE_BYTES, REASON_KEY
from motorway_kit.grpc_tls import GrpcTls
from motorway_kit.tracing import child, current_traceparent

DEADLINE_S = 5.0
STREAM_DEADLINE_S = 600.0
Metadata = Callable[[], tuple[tuple[str, str], ...]]

_READ_RETRIES = orjson.dumps(
    {
        "methodConfig": [
            {
                "name": [{}],
                "retryPolicy": {
                    "maxAttempts": 3,
                    "initialBackoff": "0.1s",
                    "maxBackoff": "1s",
                    "backoffMultiplier": 2,
                    "retryableStatusCodes": ["UNAVAILABLE"],
                },
            }
        ]
    }
).decode()


class Remote:
    """A stub whose failures are MotorwayErrors. `remote.GetSite(request)` awaits a unary call;
    `remote.stream("ExportReadings", request)` iterates a stream."""

    def __init__(
        self, stub_class: Callable[[grpc.aio.Channel], Any], address: str, tls: GrpcTls | None, metadata: Metadata
    ) -> None:
        self._metadata = metadata
        self._reads = _channel(address, tls, [*_OPTIONS, ("grpc.service_config", _READ_RETRIES)])
        self._writes = _channel(address, tls, _OPTIONS)
        self._read_stub, self._write_stub = stub_class(self._reads), stub_class(self._writes)

    async def call(self, method: str, request: Any, *, timeout_s: float = DEADLINE_S) -> Any:
        """One unary call. Raises the MotorwayError that the status and reason stand for."""
        stub = self._read_stub if method.startswith(("Get", "List")) else self._write_stub
        with child(f"call {method}", SpanKind.CLIENT):
            try:
                return await getattr(stub, method)(request, timeout=timeout_s, metadata=self._all_metadata())
            except grpc.aio.AioRpcError as error:
                raise from_rpc(error) from error

    async def stream(self, method: str, request: Any, *, timeout_s: float = STREAM_DEADLINE_S) -> AsyncIterator[Any]:
        """A server stream. Raises as `call` does."""
        try:
            async for response in getattr(self._read_stub, method)(
                request, timeout=timeout_s, metadata=self._all_metadata()
            ):
                yield response
        except grpc.aio.AioRpcError as error:
            raise from_rpc(error) from error

    def _all_metadata(self) -> tuple[tuple[str, str], ...]:
        traceparent = current_traceparent()
        return (*self._metadata(), *((("traceparent", traceparent),) if traceparent else ()))

    async def close(self) -> None:
        await self._reads.close(None)
        await self._writes.close(None)


_OPTIONS: list[tuple[str, Any]] = [
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    ("grpc.initial_reconnect_backoff_ms", 200),
    ("grpc.max_reconnect_backoff_ms", 2000),
    ("grpc.lb_policy_name", "round_robin"),  # where a name stands for several replicas
    ("grpc.dns_min_time_between_resolutions_ms", 1000),  # gRPC itself waits 30 s, a release does not
]


def _channel(address: str, tls: GrpcTls | None, options: list[tuple[str, Any]]) -> grpc.aio.Channel:
    if tls is not None:
        return grpc.aio.secure_channel(address, tls.client(), options=options)
    return grpc.aio.insecure_channel(address, options=options)


@asynccontextmanager
async def remote(
    stub_class: Callable[[grpc.aio.Channel], Any],
    address: str,
    *,
    tls: GrpcTls | None = None,
    metadata: Metadata = tuple,
) -> AsyncIterator[Remote]:
    """A client of the service at `host:port`, closed when the block ends. `metadata` is asked at every call."""
    client = Remote(stub_class, address, tls, metadata)
    try:
        yield client
    finally:
        await client.close()


def from_rpc(error: grpc.aio.AioRpcError) -> MotorwayError:
    """The error that a status stands for. Its `reason` is the class name at the other side, known here or not."""
    metadata: Any = error.trailing_metadata() or ()
    trailing: dict[str, Any] = dict(metadata)
    base = BY_CODE.get(error.code(), MotorwayError)
    reason = str(trailing.get(REASON_KEY, base.__name__))
    context = orjson.loads(trailing[CONTEXT_KEY]) if CONTEXT_KEY in trailing else {}
    cls: type[MotorwayError] = base if reason == base.__name__ else type(reason, (base,), {})
    return cls(error.details() or reason, **context)
