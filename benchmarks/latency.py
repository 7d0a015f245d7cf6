"""(b): time from a device's publish to the event at an SSE client, idle and under half load."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import numpy as np
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2

from benchmarks.readings import READINGS_PER_BATCH, batches
from tests.support.meanwhile import meanwhile
from tests.support.mqtt_publisher import MqttPublisher
from tests.support.platform import Platform

SITE = "bench-latency"
PAUSE_S = 0.05
ARRIVAL_TIMEOUT_S = 30.0


async def publish_to_client(platform: Platform, samples: int) -> dict[str, float]:
    """p50 and p99 in milliseconds over `samples` pump state changes, one after another."""
    context = (await platform.device_contexts([SITE]))[SITE]
    publisher = MqttPublisher("bench-latency")
    await publisher.connect(platform["MQTT_HOST"], int(platform["MQTT_PORT"]), context)
    arrived: dict[str, asyncio.Future[float]] = {}
    listening = asyncio.Event()
    listener = asyncio.create_task(_listen(platform, arrived, listening))
    await listening.wait()
    taken = [await _one(publisher, arrived, number) for number in range(samples)]
    listener.cancel()
    publisher.close()
    return {"p50_ms": float(np.percentile(taken, 50)), "p99_ms": float(np.percentile(taken, 99))}


async def _one(publisher: MqttPublisher, arrived: dict[str, asyncio.Future[float]], number: int) -> float:
    reason = f"sample_{number}"
    arrived[reason] = asyncio.get_running_loop().create_future()
    state = device_pb2.PumpState(state=3 + number % 2, reason=reason, time=Timestamp())  # type: ignore[arg-type]
    state.time.GetCurrentTime()
    started = time.perf_counter()
    await publisher.publish(f"motorway/v1/{SITE}/pump/1/state", state.SerializeToString())
    async with asyncio.timeout(ARRIVAL_TIMEOUT_S):
        seen = await arrived[reason]
    del arrived[reason]
    await asyncio.sleep(PAUSE_S)
    return (seen - started) * 1000


async def _listen(platform: Platform, arrived: dict[str, asyncio.Future[float]], listening: asyncio.Event) -> None:
    url = f"{platform['URL']}/events?site={SITE}&types=pump.state"
    headers = {"Authorization": f"Bearer {platform.login()}"}
    async with httpx.AsyncClient(timeout=None) as http, http.stream("GET", url, headers=headers) as stream:
        stream.raise_for_status()
        listening.set()
        async for line in stream.aiter_lines():
            now = time.perf_counter()
            for reason in [reason for reason in arrived if f'"{reason}"' in line]:
                if not arrived[reason].done():
                    arrived[reason].set_result(now)


@asynccontextmanager
async def background_load(platform: Platform, rows_per_s: float) -> AsyncIterator[None]:
    """Columnar batches at a steady pace while the block runs."""
    site = "bench-load"
    context = (await platform.device_contexts([site]))[site]
    publisher = MqttPublisher("bench-load")
    await publisher.connect(platform["MQTT_HOST"], int(platform["MQTT_PORT"]), context)
    try:
        async with meanwhile(_steady(publisher, site, rows_per_s / READINGS_PER_BATCH)):
            yield
    finally:
        publisher.close()


async def _steady(publisher: MqttPublisher, site: str, messages_per_s: float) -> None:
    started = time.perf_counter()
    for number, (topic, payload) in enumerate(batches(site, 100_000, int(time.time()) - 30 * 24 * 3600, 7)):
        delay = started + number / messages_per_s - time.perf_counter()
        if delay > 0:
            await asyncio.sleep(delay)
        await publisher.publish(topic, payload)
