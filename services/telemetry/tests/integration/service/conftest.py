"""The whole service in process on real PostgreSQL and RabbitMQ, reached through its real doors."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio
from motorway.telemetry.v1 import telemetry_pb2_grpc
from motorway_access.testing import CallerKeys
from motorway_kit.grpc_client import remote
from motorway_kit.health import Health
from motorway_kit.messaging import publisher
from motorway_kit.testing import DatabaseFactory, free_port
from telemetry.__main__ import MIGRATIONS
from telemetry.settings import TelemetrySettings

from .running import Service, StartService, running_service


@pytest.fixture
def keys(tmp_path: Path) -> CallerKeys:
    return CallerKeys.make(tmp_path)


@pytest_asyncio.fixture
async def start_service(database: DatabaseFactory, amqp_url: str, keys: CallerKeys) -> AsyncIterator[StartService]:
    """`await start_service(raw_retention_days=…)` starts one service on a fresh database."""
    async with AsyncExitStack() as stack:

        async def start(**overrides: object) -> Service:
            url, port = await database(MIGRATIONS), free_port()
            own = {"database_url": url, "amqp_url": amqp_url, "grpc_bind": f"127.0.0.1:{port}"}
            own["caller_keys_file"] = str(keys.public_file)
            settings = TelemetrySettings.model_validate(own | overrides)
            pool = await stack.enter_async_context(asyncpg.create_pool(url, min_size=1, max_size=2))
            await stack.enter_async_context(running_service(settings))
            feed = await stack.enter_async_context(publisher(amqp_url, Health(), source="test"))
            caller = remote(telemetry_pb2_grpc.TelemetryServiceStub, settings.grpc_bind, metadata=keys.metadata)
            stub = await stack.enter_async_context(caller)
            return Service(settings, stub, pool, feed)

        yield start
