"""The whole service in process on real PostgreSQL and RabbitMQ; its neighbours are stubbed over real gRPC."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from motorway.iot.v1 import iot_pb2_grpc
from motorway.payments.v1 import payments_pb2_grpc
from motorway.pos.v1 import pos_pb2_grpc, shifts_pb2_grpc
from motorway.telemetry.v1 import telemetry_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.testing import CallerKeys
from motorway_kit.db import pool
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.grpc_server import grpc_server
from motorway_kit.health import Health
from motorway_kit.testing import DatabaseFactory
from pos.__main__ import MIGRATIONS
from pos.clients import neighbours
from pos.grpc_api import RULES, servicers
from pos.parts import Pos
from pos.settings import PosSettings

from .clock import ManualClock
from .sales_world import Station, a_station
from .sites import a_site, apply
from .stub_cards import StubCards
from .stub_pumps import StubPumps
from .stub_readings import StubReadings

Stub = Callable[[Any], Any]


def anybody(method: str, request: Any, metadata: Any) -> AbstractContextManager[None]:
    """A stub asks nobody who they are."""
    return nullcontext()


NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> CallerKeys:
    return CallerKeys.make(tmp_path / "callers")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def stub_pumps() -> StubPumps:
    """The iot-gateway, with pumps that do as they are told, or as the test wants."""
    return StubPumps()  # type: ignore[abstract]


@pytest.fixture
def stub_readings() -> StubReadings:
    """Telemetry, with the tank levels that the test gives it."""
    return StubReadings()  # type: ignore[abstract]


@pytest.fixture
def stub_cards() -> StubCards:
    """The payments service, with cards that do what the test wants."""
    return StubCards()  # type: ignore[abstract]


@pytest_asyncio.fixture
async def neighbour_addresses(
    stub_pumps: StubPumps, stub_readings: StubReadings, stub_cards: StubCards
) -> AsyncIterator[dict[str, str]]:
    """Where the stubs are."""
    iot = [(iot_pb2_grpc.add_IotGatewayServiceServicer_to_server, stub_pumps)]
    telemetry = [(telemetry_pb2_grpc.add_TelemetryServiceServicer_to_server, stub_readings)]
    payments = [(payments_pb2_grpc.add_PaymentsServiceServicer_to_server, stub_cards)]
    async with AsyncExitStack() as stack:
        yield {
            "iot-gateway": await _served(stack, iot),
            "telemetry": await _served(stack, telemetry),
            "payments": await _served(stack, payments),
        }


@pytest_asyncio.fixture
async def settings(
    database: DatabaseFactory, keys: CallerKeys, neighbour_addresses: dict[str, str], tmp_path: Path
) -> PosSettings:
    return PosSettings(
        database_url=await database(MIGRATIONS),
        amqp_url="amqp://unused",
        caller_keys_file=keys.public_file,
        service_key_file=CallerKeys.make(tmp_path / "pos").private_file,
        iot_gateway_address=neighbour_addresses["iot-gateway"],
        telemetry_address=neighbour_addresses["telemetry"],
        payments_address=neighbour_addresses["payments"],
    )


@pytest_asyncio.fixture
async def parts(settings: PosSettings, clock: ManualClock) -> AsyncIterator[Pos]:
    """What the use cases work with: a fresh database, stubbed neighbours, a passed clock."""
    async with AsyncExitStack() as stack:
        db = await stack.enter_async_context(pool(settings.database_url, Health()))
        others = await stack.enter_async_context(neighbours(settings))
        yield Pos(settings, db, *others, clock)


@pytest_asyncio.fixture
async def address(parts: Pos, keys: CallerKeys) -> AsyncIterator[str]:
    guard = parts.settings.guard(RULES)
    async with grpc_server("127.0.0.1:0", servicers(parts), guard=guard) as port:
        yield f"127.0.0.1:{port}"


async def _served(stack: AsyncExitStack, servicers: Any) -> str:
    port = await stack.enter_async_context(grpc_server("127.0.0.1:0", servicers, guard=anybody))
    return f"127.0.0.1:{port}"


@asynccontextmanager
async def _opened(stub: Stub, address: str, metadata: Any) -> AsyncIterator[Remote]:
    async with remote(stub, address, metadata=metadata) as client:
        yield client


@pytest_asyncio.fixture
async def client_of(address: str, keys: CallerKeys) -> AsyncIterator[Callable[[Stub], Any]]:
    """`await client_of(SalesServiceStub)`: calls as the caller of the block, or else as an admin."""
    async with AsyncExitStack() as stack:

        async def opened(stub: Stub) -> Remote:
            return await stack.enter_async_context(_opened(stub, address, keys.metadata))

        yield opened


@pytest_asyncio.fixture
async def client(client_of: Callable[[Stub], Any]) -> Remote:
    """The service of sites, as the caller of the block, or else as an admin."""
    remote_: Remote = await client_of(pos_pb2_grpc.PosServiceStub)
    return remote_


@pytest_asyncio.fixture
async def door(address: str) -> AsyncIterator[Remote]:
    """The service of sites, as the caller of the block, or else as nobody."""
    async with remote(pos_pb2_grpc.PosServiceStub, address, metadata=outgoing) as stub:
        yield stub


@pytest_asyncio.fixture
async def shifts(client_of: Callable[[Stub], Any], client: Remote) -> Remote:
    """The service of shifts, with a site to work at; as the caller of the block, or else as an admin."""
    await apply(client, a_site())
    remote_: Remote = await client_of(shifts_pb2_grpc.ShiftsServiceStub)
    return remote_


@pytest_asyncio.fixture
async def station(
    parts: Pos, client_of: Callable[[Stub], Any], keys: CallerKeys, stub_pumps: StubPumps, clock: ManualClock
) -> Station:
    """A site that sells."""
    return await a_station(parts, client_of, keys, stub_pumps, clock)
