"""Who may do what with tills without a line, through the real door."""

from typing import Any

import pytest_asyncio
from motorway.pos.v1 import offline_pb2 as pb
from motorway.pos.v1.offline_pb2_grpc import OfflineServiceStub
from motorway_access.guard import outgoing
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, contradictions, refusals
from motorway_kit.db import transaction
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.ids import new_id
from pos.db import offline as store
from pos.domain.offline import Device, Done, Operation, Outcome, series_of
from pos.grpc_api import offline
from pos.parts import Pos

from .sites import a_site, apply

TILL = "Counter 1"


@pytest_asyncio.fixture
async def about(client: Remote, parts: Pos) -> dict[str, tuple[str, str]]:
    """A device at each site, and something that it did."""
    made = {}
    for site in (OWN, OTHER):
        await apply(client, a_site(site))
        device = Device(new_id(), site, TILL, "Tablet", 1, series_of(TILL, 1), parts.clock(), "jo", parts.clock())
        done = Done(new_id(), 1, "{}", bytes(32), bytes(32))
        operation = Operation(
            done, device.device_id, site, TILL, device.series, Outcome.REFUSED, "jo", parts.clock(), "GBP"
        )
        async with transaction(parts.db) as conn:
            await store.insert_device(conn, device)
            await store.insert_operation(conn, operation)
        made[site] = device.device_id, done.operation_id
    return made


@pytest_asyncio.fixture
async def ask(address: str, about: dict[str, tuple[str, str]]) -> Any:
    async with remote(OfflineServiceStub, address, metadata=outgoing) as door:

        async def call(method: str, site: str) -> object:
            device_id, operation_id = about[site]
            at_till: dict[str, Any] = {"site_id": site, "till": TILL, "device_id": device_id}
            match method:
                case "RegisterOfflineDevice":
                    return await door.call(method, pb.RegisterOfflineDeviceRequest(**at_till, name="Tablet"))
                case "ReplayOfflineOperations":
                    return await door.call(method, pb.ReplayOfflineOperationsRequest(**at_till))
                case "ListOfflineDevices":
                    return await door.call(method, pb.ListOfflineDevicesRequest(site_id=site))
                case "ListOfflineOperations":
                    return await door.call(method, pb.ListOfflineOperationsRequest(site_id=site))
            request = pb.ResolveOfflineOperationRequest(site_id=site, operation_id=operation_id, resolution="seen")
            return await door.call(method, request)

        yield call


async def test_tills_without_a_line_are_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, offline.RULES, ask) == []


async def test_nobody_hands_in_without_a_caller(ask: Ask) -> None:
    assert await refusals(offline.RULES, ask) == dict.fromkeys(offline.RULES, "UNAUTHENTICATED")
