"""Who may do what with readings, through the real door."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from google.protobuf.message import Message
from motorway.telemetry.v1 import telemetry_pb2, telemetry_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.errors import PermissionDenied
from motorway_kit.grpc_client import Remote, remote
from telemetry.grpc_api import RULES

from ...make import Make
from .running import Service, StartService


@pytest_asyncio.fixture
async def service(start_service: StartService) -> Service:
    return await start_service()


@pytest_asyncio.fixture
async def door(service: Service) -> AsyncIterator[Remote]:
    """Calls as the caller of the block, or else as nobody; `service.stub` else as an admin."""
    address = service.settings.grpc_bind
    async with remote(telemetry_pb2_grpc.TelemetryServiceStub, address, metadata=outgoing) as stub:
        yield stub


@pytest.fixture
def ask(door: Remote, make: Make) -> Ask:
    start, end = make.stamp(make.now_us - 7_200_000_000), make.stamp(make.now_us)

    async def call(method: str, site: str) -> object:
        requests: dict[str, Message] = {
            "GetLatest": telemetry_pb2.GetLatestRequest(site=site),
            "GetSeries": telemetry_pb2.GetSeriesRequest(
                site=site, device="tank/1", metric="temperature", start=start, end=end
            ),
            "GetStock": telemetry_pb2.GetStockRequest(site=site),
            "ExportReadings": telemetry_pb2.ExportReadingsRequest(site=site, start=start, end=end),
        }
        if method == "ExportReadings":
            return [block async for block in door.stream(method, requests[method])]
        return await door.call(method, requests[method])

    return call


async def test_the_door_is_as_the_table_of_roles(service: Service, make: Make, keys: CallerKeys, ask: Ask) -> None:
    own, other = (make.device_message(make.batch([1.0, 2.0]), site=site) for site in (OWN, OTHER))
    await service.publish(make.telemetry(own, other))
    await service.rows_reach(4)
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_a_forged_caller_is_refused(ask: Ask, tmp_path: Path) -> None:
    with calling(CallerKeys.make(tmp_path / "forger")):
        assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_readings_of_another_site_are_not_given_out(keys: CallerKeys, ask: Ask) -> None:
    with calling(keys, Role.STATION_MANAGER, sites=[OWN]):
        for method in RULES:
            with pytest.raises(PermissionDenied) as refused:
                await ask(method, OTHER)
            assert refused.value.reason == "NotAllowed"


async def test_a_cashier_sees_readings_and_does_not_carry_them_away(keys: CallerKeys, ask: Ask) -> None:
    with calling(keys, Role.CASHIER, sites=[OWN]):
        await ask("GetLatest", OWN)
        with pytest.raises(PermissionDenied):
            await ask("ExportReadings", OWN)
