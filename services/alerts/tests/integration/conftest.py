"""The whole service, on real engines."""

from collections.abc import AsyncIterator

import pytest_asyncio
from alerts.__main__ import MIGRATIONS
from alerts.settings import AlertsSettings
from motorway.alerts.v1 import alerts_pb2_grpc
from motorway_kit.grpc_client import remote
from motorway_kit.health import Health
from motorway_kit.messaging import publisher
from motorway_kit.testing import DatabaseFactory, free_port
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff

from .stand import Stand, service


@pytest_asyncio.fixture
async def idle(database: DatabaseFactory, amqp_url: str, redis_url: str) -> AsyncIterator[Stand]:
    """Everything but the service itself."""
    settings = AlertsSettings(
        database_url=await database(MIGRATIONS),
        amqp_url=amqp_url,
        redis_url=redis_url,
        grpc_bind=f"127.0.0.1:{free_port()}",
        offline_grace_s=2.0,
    )
    async with (
        Redis.from_url(redis_url, retry=Retry(ConstantBackoff(0.05), 200)) as client,
        publisher(amqp_url, Health(), source="iot-gateway") as pub,
        remote(alerts_pb2_grpc.AlertsServiceStub, settings.grpc_bind) as api,
    ):
        yield Stand(settings, client, pub, api)


@pytest_asyncio.fixture
async def stand(idle: Stand) -> AsyncIterator[Stand]:
    async with service(idle.settings):
        yield idle
