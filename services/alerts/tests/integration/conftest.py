"""The whole service, on real engines."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from alerts.__main__ import MIGRATIONS
from alerts.settings import AlertsSettings
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from motorway.iot.v1 import iot_pb2_grpc
from motorway.pos.v1 import pos_pb2_grpc
from motorway.telemetry.v1 import telemetry_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.testing import CallerKeys
from motorway_kit.db import pool
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.grpc_server import grpc_server
from motorway_kit.health import Health
from motorway_kit.messaging import publisher
from motorway_kit.testing import DatabaseFactory, free_port
from pydantic import SecretStr
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff

from .desk import Desk, open_desk
from .life_cycle import Recorder
from .receivers import MailServer, WebServer, mail_server, web_server
from .stand import Every, Stand, keep_only, service
from .stub_neighbours import StubIot, StubPos, StubTelemetry, anybody


@pytest.fixture
def keys(tmp_path: Path) -> CallerKeys:
    return CallerKeys.make(tmp_path)


@pytest.fixture
def stub_pos() -> StubPos:
    """The sites that there are."""
    return StubPos()  # type: ignore[abstract]


@pytest.fixture
def stub_iot() -> StubIot:
    """The certificates that were given, and whoever is called."""
    return StubIot()  # type: ignore[abstract]


@pytest.fixture
def stub_telemetry() -> StubTelemetry:
    """The readings that are stored."""
    return StubTelemetry()  # type: ignore[abstract]


@pytest_asyncio.fixture
async def neighbour_addresses(
    stub_pos: StubPos, stub_iot: StubIot, stub_telemetry: StubTelemetry
) -> AsyncIterator[dict[str, str]]:
    """Where the stubs are."""
    pos = [(pos_pb2_grpc.add_PosServiceServicer_to_server, stub_pos)]
    iot = [(iot_pb2_grpc.add_IotGatewayServiceServicer_to_server, stub_iot)]
    telemetry = [(telemetry_pb2_grpc.add_TelemetryServiceServicer_to_server, stub_telemetry)]
    async with AsyncExitStack() as stack:
        telemetry_port = await stack.enter_async_context(grpc_server("127.0.0.1:0", telemetry, guard=anybody))
        pos_port = await stack.enter_async_context(grpc_server("127.0.0.1:0", pos, guard=anybody))
        iot_port = await stack.enter_async_context(grpc_server("127.0.0.1:0", iot, guard=anybody))
        ports = {"pos": pos_port, "iot": iot_port, "telemetry": telemetry_port}
        yield {name: f"127.0.0.1:{port}" for name, port in ports.items()}


@pytest.fixture
def looking() -> Sequence[str] | None:
    """The ready rules that look; None: all of them. A module overrides it."""
    return None


@pytest_asyncio.fixture
async def database_url(database: DatabaseFactory, looking: Sequence[str] | None) -> str:
    url = await database(MIGRATIONS)
    if looking is not None:
        await keep_only(url, looking)
    return url


@pytest_asyncio.fixture
async def idle(
    database_url: str,
    amqp_url: str,
    redis_url: str,
    keys: CallerKeys,
    neighbour_addresses: dict[str, str],
) -> AsyncIterator[Stand]:
    """Everything but the service itself."""
    settings = AlertsSettings(
        database_url=database_url,
        amqp_url=amqp_url,
        redis_url=redis_url,
        grpc_bind=f"127.0.0.1:{free_port()}",
        caller_keys_file=keys.public_file,
        service_key_file=keys.private_file,
        key_secret=SecretStr("0123456789abcdef0123456789abcdef"),
        pos_address=neighbour_addresses["pos"],
        iot_gateway_address=neighbour_addresses["iot"],
        telemetry_address=neighbour_addresses["telemetry"],
    )
    async with (
        Redis.from_url(redis_url, retry=Retry(ConstantBackoff(0.05), 200)) as client,
        publisher(amqp_url, Health(), source="iot-gateway") as pub,
        remote(Every, settings.grpc_bind, metadata=keys.metadata) as api,
    ):
        yield Stand(settings, client, pub, api)


@pytest_asyncio.fixture
async def stand(idle: Stand) -> AsyncIterator[Stand]:
    async with service(idle.settings):
        yield idle


@pytest_asyncio.fixture
async def door(stand: Stand) -> AsyncIterator[Remote]:
    """Calls as the caller of the block, or else as nobody; `stand.api` else as an admin."""
    async with remote(Every, stand.settings.grpc_bind, metadata=outgoing) as stub:
        yield stub


@pytest.fixture
def vapid_key_file(tmp_path: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    file = tmp_path / "push.key"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return file


@pytest.fixture
def outgoing_nets() -> str:
    """The receivers of the tests are on this machine. A test overrides it."""
    return "127.0.0.0/8"


@pytest_asyncio.fixture
async def desk(
    database: DatabaseFactory,
    keys: CallerKeys,
    neighbour_addresses: dict[str, str],
    vapid_key_file: Path,
    outgoing_nets: str,
) -> AsyncIterator[Desk]:
    """Notifications alone, without Redis and RabbitMQ. Its door is for an admin, or the caller of the block."""
    settings = AlertsSettings(
        database_url=await database(MIGRATIONS),
        amqp_url="",
        redis_url="",
        grpc_bind=f"127.0.0.1:{free_port()}",
        caller_keys_file=keys.public_file,
        service_key_file=keys.private_file,
        key_secret=SecretStr("0123456789abcdef0123456789abcdef"),
        vapid_key_file=vapid_key_file,
        push_hosts="http://127.0.0.1",
        outgoing_nets=outgoing_nets,
        public_url="https://fuel.example",
        pos_address=neighbour_addresses["pos"],
        iot_gateway_address=neighbour_addresses["iot"],
        telemetry_address=neighbour_addresses["telemetry"],
    )
    async with open_desk(settings, lambda stub: remote(stub, settings.grpc_bind, metadata=keys.metadata)) as desk:
        yield desk


@pytest_asyncio.fixture
async def recorder(database: DatabaseFactory) -> AsyncIterator[Recorder]:
    """The life cycle without a service."""
    async with pool(await database(MIGRATIONS), Health()) as db:
        yield Recorder(db)


@pytest_asyncio.fixture
async def post() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[WebServer]:
    async with web_server() as server:
        yield server
