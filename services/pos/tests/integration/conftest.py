"""The door of the service on a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from motorway.pos.v1 import pos_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.testing import CallerKeys
from motorway_kit.db import pool
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.grpc_server import grpc_server
from motorway_kit.health import Health
from motorway_kit.testing import DatabaseFactory
from pos.__main__ import MIGRATIONS
from pos.grpc_api import RULES, PosServicer
from pos.settings import PosSettings


@pytest.fixture
def keys(tmp_path: Path) -> CallerKeys:
    return CallerKeys.make(tmp_path)


@pytest_asyncio.fixture
async def address(database: DatabaseFactory, keys: CallerKeys) -> AsyncIterator[str]:
    settings = PosSettings(database_url=await database(MIGRATIONS), caller_keys_file=keys.public_file)
    async with pool(settings.database_url, Health()) as db:
        servicers = [(pos_pb2_grpc.add_PosServiceServicer_to_server, PosServicer(db))]
        async with grpc_server("127.0.0.1:0", servicers, guard=settings.guard(RULES)) as port:
            yield f"127.0.0.1:{port}"


@pytest_asyncio.fixture
async def client(address: str, keys: CallerKeys) -> AsyncIterator[Remote]:
    """Calls as the caller of the block, or else as an admin."""
    async with remote(pos_pb2_grpc.PosServiceStub, address, metadata=keys.metadata) as stub:
        yield stub


@pytest_asyncio.fixture
async def door(address: str) -> AsyncIterator[Remote]:
    """Calls as the caller of the block, or else as nobody."""
    async with remote(pos_pb2_grpc.PosServiceStub, address, metadata=outgoing) as stub:
        yield stub
