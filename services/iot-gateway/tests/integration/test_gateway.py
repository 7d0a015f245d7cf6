"""From a controller's message to a confirmed event, and back to its acknowledgement."""

from motorway.iot.v1 import device_pb2, events_pb2
from motorway_kit.testing import wait_until


async def test_a_message_reaches_rabbitmq_as_it_came_and_is_acknowledged(gateway, controller, events, stamp) -> None:
    state = device_pb2.PumpState(time=stamp, state=4, nozzle=2, reason="nozzle_out")
    async with controller() as site:
        await site.send("pump/3/state", state, sequence=7)
        await wait_until(events.device_messages)
        await wait_until(lambda: site.acked == [7])
    (message,) = events.device_messages()
    assert (message.site, message.kind, message.number) == ("m25-cobham", events_pb2.MESSAGE_KIND_PUMP_STATE, 3)
    assert message.payload == state.SerializeToString()
    assert int.from_bytes(message.message_id[:6], "big") == stamp.ToMilliseconds()
