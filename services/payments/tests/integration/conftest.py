"""The whole service in process on real PostgreSQL, with the Stripe simulator; pos is stubbed over real gRPC."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from motorway.payments.v1 import payments_pb2_grpc
from motorway.pos.v1 import accounts_pb2_grpc, pos_pb2_grpc, receipts_pb2_grpc, sales_pb2_grpc
from motorway_access.guard import Guard, somewhere
from motorway_access.roles import Operation
from motorway_access.testing import CallerKeys
from motorway_access.tokens import Verifier
from motorway_kit.db import pool
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.grpc_server import AddServicer, grpc_server
from motorway_kit.health import Health
from motorway_kit.testing import DatabaseFactory
from payments.__main__ import MIGRATIONS
from payments.clients import neighbours
from payments.grpc_api import RULES, servicers
from payments.parts import Payments, stripe_parts
from payments.settings import PaymentsSettings
from pydantic import SecretStr

from .paying_world import Paying
from .simulated import KEY, SimulatedStripe, simulated_stripe
from .stub_pos import StubPos

Stub = Callable[[Any], Any]
WEBHOOK_SECRETS = ("whsec_old", "whsec_new")
ASKED_OF_POS = {
    "GetSite": somewhere(Operation.SITES_READ),
    "GetSale": somewhere(Operation.SALES_READ),
    "RenderReceipt": somewhere(Operation.SALES_READ),
    "GetAccount": somewhere(Operation.ACCOUNTS_READ),
}


@pytest.fixture
def keys(tmp_path: Path) -> CallerKeys:
    return CallerKeys.make(tmp_path / "callers")


@pytest.fixture
def service_keys(tmp_path: Path) -> CallerKeys:
    """Of payments itself."""
    return CallerKeys.make(tmp_path / "payments")


@pytest_asyncio.fixture
async def stripe_simulator() -> AsyncIterator[SimulatedStripe]:
    async with simulated_stripe() as simulated:
        yield simulated


@pytest.fixture
def stub_pos() -> StubPos:
    """pos, with the sales, receipts and accounts that the test gives it."""
    return StubPos()  # type: ignore[abstract]


@pytest_asyncio.fixture
async def pos_address(stub_pos: StubPos, keys: CallerKeys, service_keys: CallerKeys) -> AsyncIterator[str]:
    """Where the stub is; it lets in whom pos would let in."""
    verifier = Verifier(keys.public_file.read_text(), services={"payments": service_keys.public_file.read_text()})
    added: list[tuple[AddServicer, object]] = [
        (pos_pb2_grpc.add_PosServiceServicer_to_server, stub_pos),
        (sales_pb2_grpc.add_SalesServiceServicer_to_server, stub_pos),
        (receipts_pb2_grpc.add_ReceiptsServiceServicer_to_server, stub_pos),
        (accounts_pb2_grpc.add_AccountsServiceServicer_to_server, stub_pos),
    ]
    async with grpc_server("127.0.0.1:0", added, guard=Guard(verifier, ASKED_OF_POS)) as port:
        yield f"127.0.0.1:{port}"


@pytest_asyncio.fixture
async def settings(
    database: DatabaseFactory,
    keys: CallerKeys,
    service_keys: CallerKeys,
    pos_address: str,
    stripe_simulator: SimulatedStripe,
) -> PaymentsSettings:
    return PaymentsSettings(
        database_url=await database(MIGRATIONS),
        amqp_url="amqp://unused",
        caller_keys_file=keys.public_file,
        service_key_file=service_keys.private_file,
        pos_address=pos_address,
        stripe_key=SecretStr(KEY),
        stripe_webhook_secrets=SecretStr(",".join(WEBHOOK_SECRETS)),
        stripe_api_base=stripe_simulator.address,
        stripe_files_base=stripe_simulator.address,
    )


@pytest_asyncio.fixture
async def parts(settings: PaymentsSettings, stripe_simulator: SimulatedStripe) -> AsyncIterator[Payments]:
    """What the use cases work with: a fresh database and account, a stubbed pos, one clock."""
    async with AsyncExitStack() as stack:
        db = await stack.enter_async_context(pool(settings.database_url, Health()))
        stripe = await stack.enter_async_context(stripe_parts(settings, db))
        sales = await stack.enter_async_context(neighbours(settings))
        yield Payments(settings, db, stripe, sales, stripe_simulator.now)


@pytest_asyncio.fixture
async def address(parts: Payments) -> AsyncIterator[str]:
    guard = parts.settings.guard(RULES)
    async with grpc_server("127.0.0.1:0", servicers(parts), guard=guard) as port:
        yield f"127.0.0.1:{port}"


@pytest_asyncio.fixture
async def client_of(address: str, keys: CallerKeys) -> AsyncIterator[Callable[[Stub], Any]]:
    """`await client_of(PaymentsServiceStub)`: calls as the caller of the block, or else as an admin."""
    async with AsyncExitStack() as stack:

        async def opened(stub: Stub) -> Remote:
            return await stack.enter_async_context(remote(stub, address, metadata=keys.metadata))

        yield opened


@pytest_asyncio.fixture
async def paying(parts: Payments, stripe_simulator: SimulatedStripe, client_of: Callable[[Stub], Any]) -> Paying:
    """Payments through the door."""
    client: Remote = await client_of(payments_pb2_grpc.PaymentsServiceStub)
    return Paying(parts, stripe_simulator, client)
