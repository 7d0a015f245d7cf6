"""(j): processor time of a device message's way in and of an RPC, by the share that is recorded and sent away."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from typing import Any

from iot_gateway.events import device_messages_received
from iot_gateway.ingest import Arrival, Ingest, NoReceipt, Sinks
from iot_gateway.site_numbers import SiteNumbers
from motorway.iot.v1 import events_pb2
from motorway.pos.v1 import pos_pb2, pos_pb2_grpc
from motorway_kit.grpc_client import remote
from motorway_kit.grpc_server import grpc_server, open_to_all
from motorway_kit.testing import free_port
from motorway_kit.tracing import caused, configure_tracing, follow, span
from opentelemetry.trace import SpanKind

from benchmarks.readings import singles
from tests.support.collector import collector

SITE, CHUNK, AT_ONCE, MANY = "bench-traces", 500, 8, 1_000_000
SHARES = {"off": None, "1_percent": "0.01", "all": "1"}
PATIENCE_S, START_S = 60, 1_790_000_000
ROUNDS = 5
"""Taken in turn; the least counts: whatever else runs here only makes it more."""


@dataclass(frozen=True)
class Cost:
    """Processor time in microseconds: a message's way in, an RPC with both its ends, and a span alone of each."""

    message_us: float
    rpc_us: float
    follow_us: float
    span_us: float


def costs(scale: float) -> dict[str, Cost]:
    """By the share that is recorded; each in processes of its own."""
    endpoint = f"http://127.0.0.1:{free_port()}"
    taken: dict[str, list[Cost]] = {name: [] for name in SHARES}
    with collector(endpoint):
        for _ in range(ROUNDS):
            for name, share in SHARES.items():
                taken[name].append(_in_a_process(endpoint, share, scale))
    return {name: _least(found) for name, found in taken.items()}


def _in_a_process(endpoint: str, share: str | None, scale: float) -> Cost:
    sampler = {"OTEL_TRACES_SAMPLER": "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG": share or ""}
    env = os.environ | ({"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, **sampler} if share else {})
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.tracing", str(scale)], env=env, capture_output=True, check=True
    )
    return Cost(**json.loads(done.stdout))


def _least(found: Sequence[Cost]) -> Cost:
    return Cost(*(min(values) for values in zip(*(asdict(one).values() for one in found), strict=True)))


async def _measured(scale: float) -> Cost:
    configure_tracing("bench")
    message_us = await _messages(int(40_000 * scale))
    rpc_us = await _rpcs(int(4_000 * scale))
    return Cost(message_us, rpc_us, _each(lambda: follow("receive", SpanKind.CONSUMER, "")), _each(_span))


def _span() -> None:
    with span("work", SpanKind.SERVER, {}):
        pass


def _each(work: Callable[[], object], count: int = 20_000) -> float:
    started = time.process_time()
    for _ in range(count):
        work()
    return (time.process_time() - started) / count * 1e6


async def _messages(count: int) -> float:
    arrived = asyncio.Event()
    seen = [0]

    async def publish(messages: Sequence[events_pb2.DeviceMessage]) -> None:
        event = device_messages_received(messages)
        with caused(f"publish {event.type}", SpanKind.PRODUCER, event.causes):
            seen[0] += len(messages)
        if seen[0] >= count:
            arrived.set()

    ingest = Ingest(Sinks(publish, publish, _nothing, _nothing), SiteNumbers(), MANY, MANY * CHUNK)
    work = [asyncio.create_task(lane) for lane in ingest.lanes()]
    messages = [
        Arrival(topic, payload, None, None, NoReceipt()) for topic, payload in singles(SITE, count, 1_790_000_000, 1)
    ]
    started = time.process_time()
    for first in range(0, count, CHUNK):
        for message in messages[first : first + CHUNK]:
            ingest.accept(message)
        await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE_S):
        await arrived.wait()
    used_s = time.process_time() - started
    for task in work:
        task.cancel()
    return used_s / count * 1e6


async def _nothing(_: Sequence[Any]) -> Any:
    raise AssertionError("nothing is refused here")


class _Sites(pos_pb2_grpc.PosServiceServicer):
    async def GetSite(self, request: pos_pb2.GetSiteRequest, _: Any) -> pos_pb2.GetSiteResponse:
        return pos_pb2.GetSiteResponse(site=pos_pb2.Site(site_id=request.site_id))


async def _rpcs(count: int) -> float:
    async with AsyncExitStack() as stack:
        servicers = [(pos_pb2_grpc.add_PosServiceServicer_to_server, _Sites())]  # type: ignore[abstract]
        port = await stack.enter_async_context(grpc_server("127.0.0.1:0", servicers, guard=open_to_all))
        pos = await stack.enter_async_context(remote(pos_pb2_grpc.PosServiceStub, f"127.0.0.1:{port}"))

        async def some(number: int) -> None:
            for _ in range(number):
                with span("request", SpanKind.SERVER, {}):
                    await pos.call("GetSite", pos_pb2.GetSiteRequest(site_id=SITE))

        await some(50)
        started = time.process_time()
        await asyncio.gather(*(some(count // AT_ONCE) for _ in range(AT_ONCE)))
        return (time.process_time() - started) / count * 1e6


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(_measured(float(sys.argv[1]))))))
