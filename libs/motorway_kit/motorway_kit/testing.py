"""Pytest fixtures: real PostgreSQL, RabbitMQ, Redis and Mosquitto, from TEST_*_URL, local binaries or containers."""

import asyncio
import inspect
import os
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import asyncpg
import pytest
import pytest_asyncio
import redis.asyncio as redis
from hypothesis import HealthCheck, settings

from motorway_kit import http, testing_engines
from motorway_kit.db import migrate
from motorway_kit.db_roles import application_grants
from motorway_kit.testing_engines import Postgres, RedisServer, start_postgres, start_redis
from motorway_kit.testing_rabbit import Rabbit, start_rabbit

free_port = testing_engines.free_port
Predicate = Callable[[], object | Awaitable[object]]
QUEUE_SETTLE_S = 2.5
# How long an example takes says what else the machine does.
settings.register_profile("motorway", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("motorway")
OWNER, APPLICATION = "motorway_test_owner", "motorway_test_application"


class DatabaseFactory(Protocol):
    """`await database(migrations_directory)` gives the URL of a fresh, migrated database.

    With `application_role` that of a role that does not own it, as the application has where it is set up so.
    """

    async def __call__(self, directory: Path, *, application_role: bool = False) -> str: ...


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


@pytest.fixture(autouse=True)
def nobody_lingers(monkeypatch: pytest.MonkeyPatch) -> None:
    """When a service in this process is told to go, whoever asked it has left."""
    monkeypatch.setattr(http, "QUIET_S", 0.0)


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


_templates: dict[tuple[Path, bool], str] = {}


@pytest_asyncio.fixture
async def database(postgres_server: Postgres) -> AsyncIterator[DatabaseFactory]:
    """A DatabaseFactory; what it made is dropped."""
    made: list[str] = []

    async def create(directory: Path, *, application_role: bool = False) -> str:
        key = directory, application_role
        if key not in _templates:
            _templates[key] = await _make_template(postgres_server, *key)
        name = f"t_{uuid.uuid4().hex}"
        await postgres_server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_templates[key]}"')
        made.append(name)
        if application_role:
            await _hand_over(postgres_server, name)
        return _url(postgres_server, name, APPLICATION if application_role else None)

    yield create
    for name in made:
        await postgres_server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def _make_template(server: Postgres, directory: Path, application_role: bool) -> str:
    name = f"template_{uuid.uuid4().hex}"
    await server.execute(f'CREATE DATABASE "{name}"')
    if application_role:
        await _make_roles(server)
        await _hand_over(server, name)
    await migrate(_url(server, name, OWNER if application_role else None), directory)
    return name


async def _make_roles(server: Postgres) -> None:
    """Once in a server; with the password of the URL that the tests were given."""
    password = urlsplit(server.base_url).password
    login = f"LOGIN PASSWORD '{unquote(password)}'" if password else "LOGIN"
    for role in (OWNER, APPLICATION):
        make = f'CREATE ROLE "{role}" {login}'
        await server.execute(f"DO $$ BEGIN {make}; EXCEPTION WHEN duplicate_object THEN NULL; END $$")


async def _hand_over(server: Postgres, name: str) -> None:
    await server.execute(f'ALTER DATABASE "{name}" OWNER TO "{OWNER}"')
    conn = await asyncpg.connect(server.url(name))
    await conn.execute(application_grants(name, OWNER, APPLICATION))
    await conn.close()


def _url(server: Postgres, name: str, role: str | None) -> str:
    parts = urlsplit(server.url(name))
    if role is None:
        return parts.geturl()
    password = f":{parts.password}" if parts.password else ""
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{role}{password}@{place}").geturl()


@pytest_asyncio.fixture
async def amqp_url(rabbitmq_server: Rabbit) -> str:
    """A virtual host of its own for each test."""
    return await rabbitmq_server.fresh_vhost()


@pytest_asyncio.fixture
async def redis_url(redis_server: RedisServer) -> AsyncIterator[str]:
    """An empty Redis."""
    client = redis.from_url(redis_server.url)
    await client.flushall()
    await client.aclose()
    yield redis_server.url
