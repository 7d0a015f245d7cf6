"""The whole service in process on real PostgreSQL and RabbitMQ, reached through its real doors."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import cast

import aio_pika
import asyncpg
import pytest_asyncio
from motorway.telemetry.v1 import telemetry_pb2_grpc
from motorway_kit.db import Pool
from motorway_kit.errors import Unavailable
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.health import Health
from motorway_kit.messaging import OutboundEvent, Publisher, publisher
from motorway_kit.runtime import serve
from motorway_kit.testing import DatabaseFactory, free_port, wait_until
from telemetry.__main__ import MIGRATIONS, wire
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

    async def rows_reach(self, count: int, timeout_s: float = 30) -> None:
        async def reached() -> bool:
            try:
                return cast(int, await self.db.fetchval("SELECT count(*) FROM reading")) >= count
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                return False

        await wait_until(reached, timeout_s)


@asynccontextmanager
async def running_service(settings: TelemetrySettings) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(serve("telemetry", settings, wire, stop=stop))
    try:
        yield
    finally:
        stop.set()
        await task


@pytest_asyncio.fixture
async def start_service(database: DatabaseFactory, amqp_url: str) -> AsyncIterator[Callable[..., Awaitable[Service]]]:
    """`await start_service(raw_retention_days=…)` starts one service on a fresh database."""
    async with AsyncExitStack() as stack:

        async def start(**overrides: object) -> Service:
            url, port = await database(MIGRATIONS), free_port()
            settings = TelemetrySettings.model_validate(
                {"database_url": url, "amqp_url": amqp_url, "grpc_bind": f"127.0.0.1:{port}", **overrides}
            )
            pool = await stack.enter_async_context(asyncpg.create_pool(url, min_size=1, max_size=2))
            await stack.enter_async_context(running_service(settings))
            feed = await stack.enter_async_context(publisher(amqp_url, Health(), source="test"))
            stub = await stack.enter_async_context(remote(telemetry_pb2_grpc.TelemetryServiceStub, f"127.0.0.1:{port}"))
            return Service(settings, stub, pool, feed)

        yield start


@pytest_asyncio.fixture
async def dead_letters(amqp_url: str) -> Callable[[int], Awaitable[list[str]]]:
    """`await dead_letters(n)` waits for n dead letters and gives their event ids."""

    async def collect(count: int) -> list[str]:
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

    return collect
