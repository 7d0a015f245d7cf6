"""From a controller's message to a confirmed event, and back to its acknowledgement."""

from typing import Any

import httpx
import orjson
import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from iot_gateway.forget import forget
from iot_gateway.settings import IotGatewaySettings
from motorway.iot.v1 import device_pb2, events_pb2, iot_pb2
from motorway_kit.errors import InvalidInput
from motorway_kit.testing import queue_settled, wait_until
from motorway_kit.testing_engines import killed
from motorway_kit.testing_rabbit import Rabbit

from .processes import as_replica, gateway_process


def a_state(stamp: Timestamp, nozzle: int = 2) -> device_pb2.PumpState:
    return device_pb2.PumpState(
        time=stamp, state=device_pb2.FUELLING_POINT_STATE_CALLING, nozzle=nozzle, reason="nozzle_out"
    )


def a_batch(stamp: Timestamp) -> device_pb2.TelemetryBatch:
    return device_pb2.TelemetryBatch(
        base_time=stamp,
        devices=["tank/1"],
        metrics=["product_level", "temperature"],
        device_index=[0, 0],
        metric_index=[0, 1],
        time_delta_us=[0, 1000],
        value=[1200.5, 11.25],
    )


async def test_a_message_reaches_rabbitmq_as_it_came_and_is_acknowledged(
    gateway: Any, controller: Any, events: Any, stamp: Timestamp
) -> None:
    async with controller() as site:
        await site.send("pump/3/state", a_state(stamp), sequence=7)
        await wait_until(events.device_messages)
        await wait_until(lambda: site.acked == [7])
    (message,) = events.device_messages()
    assert (message.site, message.kind, message.number) == ("m25-cobham", events_pb2.MESSAGE_KIND_PUMP_STATE, 3)
    assert message.payload == a_state(stamp).SerializeToString()
    assert int.from_bytes(message.message_id[:6], "big") == stamp.ToMilliseconds()


async def test_every_kind_goes_its_way(gateway: Any, controller: Any, events: Any, stamp: Timestamp) -> None:
    running = device_pb2.PumpRunning(time=stamp, nozzle=1, volume_ml=12_000, amount_minor=1800, flow_rate_l_min=38)
    reading = device_pb2.TankReading(time=stamp, probe_status=device_pb2.PROBE_STATUS_OPERATIVE, product_level_mm=1500)
    alarm = device_pb2.DeviceAlarm(
        time=stamp, device="tank/1", code="high_water", severity=device_pb2.ALARM_SEVERITY_WARNING, active=True
    )
    async with controller() as site:
        await site.send("telemetry", a_batch(stamp))
        await site.send("pump/1/running", running)
        await site.send("tank/2/reading", reading)
        await site.send("alarm", alarm)
        await wait_until(lambda: len(events.device_messages()) == 4)
    assert {message.kind for message in events.device_messages()} == {1, 3, 4, 5}
    telemetry = [event for event in events.events if event.type.endswith("TelemetryReceived")]
    assert len(telemetry) == 1
    assert telemetry[0].subject == "m25-cobham"


async def test_json_is_the_same_message(gateway: Any, controller: Any, events: Any, stamp: Timestamp) -> None:
    state = {"time": stamp.ToJsonString(), "state": "FUELLING_POINT_STATE_CALLING", "nozzle": 2, "reason": "nozzle_out"}
    async with controller() as site:
        await site.send("pump/3/state", orjson.dumps(state), content_type="application/json")
        await wait_until(events.device_messages)
    assert events.device_messages()[0].payload == a_state(stamp).SerializeToString()


async def test_a_bad_message_goes_to_quarantine_once_and_the_line_moves_on(
    api: Any, controller: Any, events: Any, stamp: Timestamp
) -> None:
    reading = device_pb2.TankReading(
        time=stamp, probe_status=device_pb2.PROBE_STATUS_OPERATIVE, product_level_mm=float("nan")
    )
    async with controller() as site:
        await site.send("pump/1/state", b"\xff\xff garbage", sequence=1)
        await site.send("pump/1/state", b"\xff\xff garbage", sequence=1)
        await site.send("tank/1/reading", reading, sequence=2)
        await site.send("pump/1/state", a_state(stamp), sequence=3)
        await wait_until(lambda: set(site.acked) == {1, 2, 3})
    stored = await api.call("ListQuarantine", iot_pb2.ListQuarantineRequest(sites=["m25-cobham"]))
    assert stored.total == 2
    assert [message.reason for message in stored.messages] == ["ImplausibleValue", "UnreadablePayload"]
    assert stored.messages[1].payload == b"\xff\xff garbage"
    await wait_until(lambda: len(events.device_messages()) == 1)


async def test_another_sites_topic_is_not_reached(
    gateway: Any, api: Any, controller: Any, events: Any, stamp: Timestamp
) -> None:
    async with controller("m1-leicester") as foreign, controller() as site:
        await foreign.client.publish("motorway/v1/m25-cobham/pump/1/state", a_state(stamp).SerializeToString(), qos=1)
        await site.send("pump/2/state", a_state(stamp))
        await wait_until(events.device_messages)
    assert [message.number for message in events.device_messages()] == [2]


async def test_nothing_is_acknowledged_before_the_confirm_and_a_killed_gateway_loses_nothing(
    settings: IotGatewaySettings, controller: Any, collect: Any, stamp: Timestamp, start_gateway: Any
) -> None:
    """Without a consumer RabbitMQ returns what is published, so nothing is confirmed."""
    async with controller() as site:
        async with gateway_process(settings):
            for number in range(1, 21):
                await site.send(f"pump/{number}/state", a_state(stamp), sequence=number)
            await _holds(settings, 20)
            assert site.acked == []
        async with collect() as events, start_gateway(settings):
            await wait_until(lambda: len({m.message_id for m in events.device_messages()}) == 20)
            await wait_until(lambda: set(site.acked) == set(range(1, 21)))


async def test_reading_stops_while_rabbitmq_is_away_and_goes_on_after(
    settings: IotGatewaySettings,
    controller: Any,
    collect: Any,
    rabbitmq_server: Rabbit,
    start_gateway: Any,
) -> None:
    bounded = settings.model_copy(update={"max_held_messages": 50})
    async with collect() as events, start_gateway(bounded) as health, controller() as site:
        assert rabbitmq_server.engine is not None
        await site.send("pump/1/state", a_state(Timestamp(seconds=1_700_000_000)), sequence=1)
        await wait_until(lambda: site.acked == [1])
        await wait_until(queue_settled())
        async with killed(rabbitmq_server.engine):
            for number in range(2, 301):
                await site.send(
                    "pump/1/state", a_state(Timestamp(seconds=1_700_000_000), nozzle=number % 90), sequence=number
                )
            await _holds(bounded, 50)
            assert not await health.ready()
        await wait_until(lambda: set(site.acked) == set(range(1, 301)), 60)
        await wait_until(lambda: len({m.message_id for m in events.device_messages()}) == 90, 20)


async def test_a_replica_that_is_gone_for_good_keeps_nothing_back(
    settings: IotGatewaySettings, gateway: Any, controller: Any, stamp: Timestamp
) -> None:
    async with gateway_process(as_replica(settings, "2")):
        pass
    with pytest.raises(InvalidInput):
        await forget(settings, settings.instance)
    await forget(settings, "2")
    async with controller() as site:
        for number in range(1, 21):
            await site.send(f"pump/{number}/state", a_state(stamp), sequence=number)
        await wait_until(lambda: set(site.acked) == set(range(1, 21)))


async def test_a_restarted_broker_is_found_again(
    gateway: Any, controller: Any, broker: Any, events: Any, stamp: Timestamp
) -> None:
    async with killed(broker.engine):
        await wait_until(lambda: _not_ready(gateway))
    await wait_until(gateway.ready, 20)
    async with controller() as site:
        await site.send("pump/3/state", a_state(stamp), sequence=1)
        await wait_until(lambda: site.acked == [1])


async def _not_ready(health: Any) -> bool:
    return not await health.ready()


async def _holds(settings: IotGatewaySettings, at_least: int) -> None:
    """Wait until it holds so many messages."""
    held = 0.0

    async def so_many() -> bool:
        nonlocal held
        held = await _held(settings)
        return held >= at_least

    try:
        await wait_until(so_many, 30)
    except AssertionError as error:
        raise AssertionError(f"{held:.0f} messages are held, not {at_least}") from error


async def _held(settings: IotGatewaySettings) -> float:
    async with httpx.AsyncClient() as client:
        text = (await client.get(f"http://{settings.ops_bind}/metrics")).text
    return sum(float(line.split()[1]) for line in text.splitlines() if line.startswith("iot_gateway_held_messages "))
