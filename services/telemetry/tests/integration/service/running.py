"""A running telemetry service and what reaches it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

import aio_pika
import asyncpg
import httpx
from motorway_kit.db import Pool
from motorway_kit.errors import Unavailable
from motorway_kit.grpc_client import Remote
from motorway_kit.messaging import OutboundEvent, Publisher
from motorway_kit.runtime import serve
from motorway_kit.testing import free_port, wait_until
from telemetry.__main__ import wire
from telemetry.settings import TelemetrySettings


@dataclass
class Service:
    """A running telemetry service: `stub` asks it, `db` looks at its database, `publish` feeds it."""

    settings: TelemetrySettings
    stub: Remote
    db: Pool
    publisher: Publisher

    async def publish(self, *events: OutboundEvent) -> None:
        """Again until the service has bound its queue: an event that nobody wants is refused."""

        async def taken() -> bool:
            try:
                await self.publisher.publish(events)
            except Unavailable:
                return False
            return True

        await wait_until(taken, 30)

    async def rows(self) -> int:
        return cast(int, await self.db.fetchval("SELECT count(*) FROM reading"))

    async def rows_reach(self, count: int, timeout_s: float = 30) -> None:
        async def reached() -> bool:
            try:
                return await self.rows() >= count
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                return False

        await wait_until(reached, timeout_s)


StartService = Callable[..., Awaitable[Service]]


@asynccontextmanager
async def running_service(settings: TelemetrySettings) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(serve("telemetry", settings, wire, stop=stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def dead_letters(amqp_url: str, count: int) -> list[str]:
    """Wait for so many dead letters, take them, and give their event ids."""
    async with await aio_pika.connect(amqp_url) as connection:
        queue = await (await connection.channel()).get_queue("telemetry.dead")
        found: list[str] = []

        async def enough() -> bool:
            message = await queue.get(fail=False)
            if message is not None:
                found.append(str(message.message_id))
            return len(found) >= count

        await wait_until(enough)
        return found


@asynccontextmanager
async def service_process(settings: TelemetrySettings) -> AsyncIterator[asyncio.subprocess.Process]:
    """One more replica, as a process of its own that can be killed."""
    ops = f"127.0.0.1:{free_port()}"
    values = {**settings.model_dump(mode="json"), "ops_bind": ops, "grpc_bind": "127.0.0.1:0"}
    env = {f"MOTORWAY_{name.upper()}": str(value) for name, value in values.items()}
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "telemetry", env={**os.environ, **env, **paths}, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with httpx.AsyncClient(base_url=f"http://{ops}") as client:

            async def ready() -> bool:
                try:
                    return (await client.get("/readyz")).status_code == 200
                except httpx.TransportError:
                    return False

            await wait_until(ready, 30)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
