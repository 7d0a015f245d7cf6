"""Who is online, and asking a controller."""

import asyncio
from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from iot_gateway.settings import IotGatewaySettings
from motorway.iot.v1 import device_pb2, events_pb2, iot_pb2
from motorway_kit.errors import Timeout
from motorway_kit.testing import wait_until
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

SITE = "m25-cobham"


async def test_connection_changes_are_told_once_with_growing_versions(api: Any, controller: Any, events: Any) -> None:
    async with controller() as site:
        await site.online()
        await site.online()
        await wait_until(lambda: changes(events) == [(True, 1)])
        await site.online(online=False)
        await wait_until(lambda: changes(events) == [(True, 1), (False, 2)])
    (stored,) = (await api.call("ListControllers", iot_pb2.ListControllersRequest(sites=[SITE]))).controllers
    assert (stored.online, stored.software_version) == (False, "1.2")


async def test_a_strange_version_is_kept_and_a_strange_message_quarantined(
    api: Any, controller: Any, events: Any
) -> None:
    async with controller() as site:
        await site.send("online", b"\xff", sequence=1)
        await site.send("online", device_pb2.ControllerStatus(online=True, software_version="1\x002"))
        await wait_until(lambda: changes(events) == [(True, 1)])

    async def refused() -> list[str]:
        stored = await api.call("ListQuarantine", iot_pb2.ListQuarantineRequest(site=SITE))
        return [message.reason for message in stored.messages]

    await wait_until(refused)
    assert await refused() == ["UnreadablePayload"]


async def test_a_lost_controller_is_offline_by_its_last_will(gateway: Any, controller: Any, events: Any) -> None:
    async with controller() as site:
        await site.online()
        await wait_until(lambda: changes(events) == [(True, 1)])
        site.client._client._sock_close()
        await wait_until(lambda: changes(events) == [(True, 1), (False, 2)])


async def test_a_restarted_gateway_learns_what_it_missed(
    settings: IotGatewaySettings, controller: Any, events: Any, start_gateway: Any
) -> None:
    async with controller() as site:
        await site.online()
        async with start_gateway(settings):
            await wait_until(lambda: changes(events) == [(True, 1)])
        await site.online(online=False)
        async with start_gateway(settings):
            await wait_until(lambda: changes(events) == [(True, 1), (False, 2)])


async def test_a_controller_answers_a_ping(api: Any, controller: Any, stamp: Timestamp) -> None:
    async with controller() as site:
        asking = asyncio.create_task(api.call("PingController", iot_pb2.PingControllerRequest(site=SITE)))
        await wait_until(lambda: site.commands)
        assert site.commands[0].properties.MessageExpiryInterval == 4
        await answer(site, site.commands[0], stamp)
        response = await asking
    assert response.pong.software_version == "1.2"
    assert response.round_trip_ms > 0


async def test_no_answer_is_told_in_time(api: Any, controller: Any) -> None:
    with pytest.raises(Timeout) as caught:
        await api.call("PingController", iot_pb2.PingControllerRequest(site=SITE))
    assert caught.value.reason == "NoAnswer"


async def test_another_site_cannot_answer(api: Any, controller: Any, stamp: Timestamp) -> None:
    async with controller() as site, controller("m1-leicester") as foreign:
        asking = asyncio.create_task(api.call("PingController", iot_pb2.PingControllerRequest(site=SITE)))
        await wait_until(lambda: site.commands)
        await answer(foreign, site.commands[0], stamp)
        with pytest.raises(Timeout):
            await asking


def changes(events: Any) -> list[tuple[bool, int]]:
    return [(event.online, event.version) for event in events.of(events_pb2.ControllerConnectionChanged)]


async def answer(site: Any, message: Any, stamp: Timestamp) -> None:
    """What a controller does with a ping; the response topic's site is the answering one's."""
    command = device_pb2.Command.FromString(message.payload)
    response = device_pb2.CommandResponse(
        command_id=command.command_id, accepted=True, pong=device_pb2.Pong(software_version="1.2", time=stamp)
    )
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    properties.CorrelationData = message.properties.CorrelationData
    topic = message.properties.ResponseTopic.replace(SITE, site.site)
    await site.client.publish(topic, response.SerializeToString(), qos=1, properties=properties)
