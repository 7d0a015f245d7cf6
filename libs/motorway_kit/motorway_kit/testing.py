"""Pytest fixtures: real PostgreSQL, RabbitMQ, Redis and Mosquitto, from TEST_*_URL, local binaries or containers."""

import asyncio
import inspect
import os
import socket
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
import redis.asyncio as redis

from motorway_kit.db import migrate
from motorway_kit.testing_engines import Postgres, Rabbit, RedisServer, start_postgres, start_rabbit, start_redis

Predicate = Callable[[], object | Awaitable[object]]
QUEUE_SETTLE_S = 2.5
DatabaseFactory = Callable[[Path], Awaitable[str]]


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


async def wait_until(predicate: Predicate, timeout_s: float = 10.0, interval_s: float = 0.02) -> object:
    """Poll until the predicate (or what it awaits) is true, and return that. Raises AssertionError at the time-out."""
    deadline = time.monotonic() + timeout_s
    while True:
        outcome = predicate()
        if inspect.isawaitable(outcome):
            outcome = await outcome
        if outcome:
            return outcome
        assert time.monotonic() < deadline, f"not true within {timeout_s} s: {_described(predicate)}"
        await asyncio.sleep(interval_s)


def _described(predicate: Predicate) -> str:
    return inspect.getsource(predicate).strip() if inspect.isfunction(predicate) else repr(predicate)


def queue_settled() -> Callable[[], bool]:
    """True some time after the call. RabbitMQ 3.10 flushes its directory of quorum queues only now and then: a
    queue younger than that finds no leader after a `kill -9` of the broker."""
    settled_at = time.monotonic() + QUEUE_SETTLE_S
    return lambda: time.monotonic() > settled_at


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    with start_postgres(tmp_path_factory, os.environ.get("TEST_DATABASE_URL")) as server:
        yield server


@pytest.fixture(scope="session")
def rabbitmq_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rabbit]:
    with start_rabbit(tmp_path_factory, os.environ.get("TEST_AMQP_URL")) as server:
        yield server


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with start_redis(tmp_path_factory, os.environ.get("TEST_REDIS_URL")) as server:
        yield server


_templates: dict[Path, str] = {}


@pytest_asyncio.fixture
async def database(postgres_server: Postgres) -> AsyncIterator[DatabaseFactory]:
    """A factory: `await database(migrations_directory)` gives the URL of a fresh, migrated database."""
    made: list[str] = []

    async def create(directory: Path) -> str:
        if directory not in _templates:
            _templates[directory] = await _make_template(postgres_server, directory)
        name = f"t_{uuid.uuid4().hex}"
        await postgres_server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_templates[directory]}"')
        made.append(name)
        return postgres_server.url(name)

    yield create
    for name in made:
        await postgres_server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def _make_template(server: Postgres, directory: Path) -> str:
    name = f"template_{uuid.uuid4().hex}"
    await server.execute(f'CREATE DATABASE "{name}"')
    await migrate(server.url(name), directory)
    return name


@pytest_asyncio.fixture
async def amqp_url(rabbitmq_server: Rabbit) -> AsyncIterator[str]:
    """A virtual host of its own for each test."""
    vhost = f"t_{uuid.uuid4().hex}"
    await rabbitmq_server.add_vhost(vhost)
    yield rabbitmq_server.url(vhost)
    await rabbitmq_server.delete_vhost(vhost)


@pytest_asyncio.fixture
async def redis_url(redis_server: RedisServer) -> AsyncIterator[str]:
    """An empty Redis."""
    client = redis.from_url(redis_server.url)
    await client.flushall()
    await client.aclose()
    yield redis_server.url
