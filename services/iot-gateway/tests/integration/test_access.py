"""Who may do what with devices, through the real door."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from google.protobuf.message import Message
from iot_gateway.db import messages as store
from iot_gateway.domain.records import ConnectionChange, Quarantined
from iot_gateway.grpc_api import RULES
from iot_gateway.settings import IotGatewaySettings
from motorway.iot.v1 import iot_pb2, iot_pb2_grpc
from motorway_access.caller import acting, service_caller
from motorway_access.guard import outgoing
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.db import pool, transaction
from motorway_kit.errors import PermissionDenied, Unavailable
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.health import Health
from motorway_kit.ids import new_id

from .pumps import authorise, listed, orders

ELSEWHERE = "a1-baldock"


def about(device_id: str, site: str) -> dict[str, Message]:
    """A request of each RPC."""
    return {
        "EnrolDevice": iot_pb2.EnrolDeviceRequest(site=site, idempotency_key=f"enrol {site}"),
        "RevokeDevice": iot_pb2.RevokeDeviceRequest(device_id=device_id),
        "ListDevices": iot_pb2.ListDevicesRequest(sites=[site]),
        "ListControllers": iot_pb2.ListControllersRequest(sites=[site]),
        "ListQuarantine": iot_pb2.ListQuarantineRequest(sites=[site]),
        "PingController": iot_pb2.PingControllerRequest(site=site),
        "SkipTransactions": iot_pb2.SkipTransactionsRequest(site=site, pump=1, first=1, last=1),
        "ListPumpNumbers": iot_pb2.ListPumpNumbersRequest(site=site),
        "RestartNumbers": iot_pb2.RestartNumbersRequest(site=site, pump=1, last=1),
        "AskPumps": iot_pb2.AskPumpsRequest(site=site),
        "ListCommands": iot_pb2.ListCommandsRequest(sites=[site]),
        **{method: request for method, (request, _) in orders(site).items()},
    }


async def enrol(api: Remote, site: str) -> iot_pb2.Device:
    request = iot_pb2.EnrolDeviceRequest(site=site, idempotency_key=new_id())
    device: iot_pb2.Device = (await api.call("EnrolDevice", request)).device
    return device


@pytest_asyncio.fixture
async def door(settings: IotGatewaySettings, gateway: Health) -> AsyncIterator[Remote]:
    """Calls as the caller of the block, or else as nobody."""
    async with remote(iot_pb2_grpc.IotGatewayServiceStub, settings.grpc_bind, metadata=outgoing) as stub:
        yield stub


@pytest_asyncio.fixture
async def offline(settings: IotGatewaySettings, gateway: Health) -> None:
    """No order waits for an answer."""
    now = datetime.now(UTC)
    changes = [ConnectionChange(site, online=False, software_version="", at=now) for site in (OWN, OTHER)]
    async with pool(settings.database_url, Health()) as db, transaction(db) as conn:
        await store.save_connections(conn, changes)


@pytest_asyncio.fixture
async def ask(api: Remote, door: Remote, offline: None) -> Ask:
    ids = {site: (await enrol(api, site)).device_id for site in (OWN, OTHER)}

    async def call(method: str, site: str) -> object:
        return await door.call(method, about(ids[site], site)[method], timeout_s=60)

    return call


@pytest_asyncio.fixture
async def quarantined(settings: IotGatewaySettings) -> list[str]:
    """Messages of three sites and of none, newest first: their ids."""
    sites, now = (OWN, OTHER, "", ELSEWHERE), datetime.now(UTC)
    rows = [Quarantined(new_id(), now, site, "topic", "UnknownTopic", "", "", b"", 0) for site in sites]
    async with pool(settings.database_url, Health()) as db:
        await store.insert_quarantined(db, [(row, None) for row in rows])
    return [row.quarantine_id for row in rows][::-1]


async def test_the_door_is_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_a_forged_caller_is_refused(ask: Ask, tmp_path: Path) -> None:
    with calling(CallerKeys.make(tmp_path / "forger")):
        assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_a_device_of_another_site_is_not_revoked(api: Remote, keys: CallerKeys) -> None:
    device = await enrol(api, OTHER)
    with calling(keys, Role.TECHNICIAN, sites=[OWN, ELSEWHERE]):
        with pytest.raises(PermissionDenied):
            await api.call("RevokeDevice", iot_pb2.RevokeDeviceRequest(device_id=device.device_id))
        with pytest.raises(PermissionDenied):
            await enrol(api, OTHER)
    assert list((await api.call("ListDevices", iot_pb2.ListDevicesRequest())).devices) == [device]


async def test_one_lists_the_devices_of_ones_own_sites_page_by_page(api: Remote, keys: CallerKeys) -> None:
    made = {site: await enrol(api, site) for site in (OWN, OTHER, ELSEWHERE)}
    with calling(keys, Role.STATION_MANAGER, sites=[OWN, ELSEWHERE]):
        first = await api.call("ListDevices", iot_pb2.ListDevicesRequest(page_size=1))
        rest = await api.call("ListDevices", iot_pb2.ListDevicesRequest(page_size=1, cursor=first.next_cursor))
        old_way = await api.call("ListDevices", iot_pb2.ListDevicesRequest(site=OWN))
        with pytest.raises(PermissionDenied):
            await api.call("ListDevices", iot_pb2.ListDevicesRequest(sites=[OWN], site=OTHER))
    assert [*first.devices, *rest.devices] == [made[ELSEWHERE], made[OWN]]
    assert rest.next_cursor == ""
    assert list(old_way.devices) == [made[OWN]]


async def test_one_sees_the_controllers_of_ones_own_sites(
    api: Remote, keys: CallerKeys, settings: IotGatewaySettings
) -> None:
    async with pool(settings.database_url, Health()) as db:
        await store.touch_controllers(db, [(site, datetime.now(UTC)) for site in (OWN, OTHER)])
    with calling(keys, Role.CASHIER, sites=[OWN]):
        seen = await api.call("ListControllers", iot_pb2.ListControllersRequest())
    assert [controller.site for controller in seen.controllers] == [OWN]


async def test_a_quarantined_message_of_no_site_is_for_those_who_may_see_everything(
    api: Remote, keys: CallerKeys, quarantined: list[str]
) -> None:
    everything = await api.call("ListQuarantine", iot_pb2.ListQuarantineRequest())
    assert [message.quarantine_id for message in everything.messages] == quarantined
    assert everything.total == 4
    with calling(keys, Role.TECHNICIAN, sites=[OWN, ELSEWHERE]):
        first = await api.call("ListQuarantine", iot_pb2.ListQuarantineRequest(page_size=1))
        rest = await api.call("ListQuarantine", iot_pb2.ListQuarantineRequest(page_size=1, cursor=first.next_cursor))
    assert [message.site for message in [*first.messages, *rest.messages]] == [ELSEWHERE, OWN]
    assert (first.total, rest.total, rest.next_cursor) == (2, 2, "")


async def test_a_service_that_asks_by_itself_may_what_its_row_says(
    door: Remote, offline: None, service_keys: CallerKeys, api: Remote
) -> None:
    prices, _ = orders(OWN)["SetPrices"]
    with acting(service_caller("pos"), service_keys.signer.sign):
        with pytest.raises(Unavailable) as caught:
            await door.call("SetPrices", prices)
        assert caught.value.reason == "ControllerOffline"
        for method in ("EnrolDevice", "StopForecourt", "ListCommands"):
            with pytest.raises(PermissionDenied):
                await door.call(method, about("", OWN)[method])
    assert [(command.kind, command.actor) for command in await listed(api)] == [("set_prices", "pos")]


async def test_one_sees_the_commands_of_ones_own_sites(api: Remote, keys: CallerKeys, offline: None) -> None:
    for site in (OWN, OTHER):
        with pytest.raises(Unavailable):
            await api.call("AuthorisePump", authorise(new_id(), site))
    with calling(keys, Role.SUPERVISOR, sites=[OWN]):
        assert [command.site for command in await listed(api)] == [OWN]
        with pytest.raises(PermissionDenied):
            await listed(api, sites=[OWN, OTHER])
