"""Who gets which events: those who keep up, those who do not, those who come back."""

import asyncio

import pytest
from api_gateway.live.client import BUFFER_HIGH_BYTES
from api_gateway.live.encoding import LiveEvent, LiveFilter, StreamId
from api_gateway.live.hub import RING_EVENTS, LiveHub
from motorway_kit.testing import wait_until

from .live_support import enter, make_event, make_events

SITE_A, SITE_B = (LiveFilter(sites=frozenset({site})) for site in "ab")


class Store:
    """Stands for the Redis stream."""

    def __init__(self, events: list[LiveEvent] | None = None) -> None:
        self.events = events or []
        self.asked: list[StreamId] = []

    async def older(self, position: StreamId) -> list[LiveEvent] | None:
        self.asked.append(position)
        await asyncio.sleep(0)
        if position not in [event.id for event in self.events]:
            return None
        return [event for event in self.events if event.id > position][:100]


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def hub(store: Store) -> LiveHub:
    hub = LiveHub(store.older)
    hub.start((10, 0))
    return hub


async def test_a_new_client_starts_live_and_knows_the_newest_id(hub: LiveHub) -> None:
    _, transport = enter(hub)
    assert transport.body == b"retry: 1000\nid: 10-0\n\n"
    hub.publish(make_events([11, 12]))
    assert transport.numbers == [11, 12]


async def test_each_group_gets_what_it_asked_for_in_one_shared_chunk(hub: LiveHub) -> None:
    (_, a), (_, a2), (_, b) = (enter(hub, accepted) for accepted in (SITE_A, SITE_A, SITE_B))
    hub.publish([make_event(11, site="a"), make_event(12, site="b"), make_event(13, site="a")])
    assert (a.numbers, a2.numbers, b.numbers) == ([11, 13], [11, 13], [12])
    assert a.sent.count(b"\r\n") == 4  # the greeting's chunk and one more


async def test_resuming_from_the_ring_leaves_no_gap_and_doubles_nothing(hub: LiveHub) -> None:
    hub.publish(make_events(range(11, 21), key="k"))
    client, transport = enter(hub, position=(14, 0))
    hub.publish(make_events([21, 22]))
    await wait_until(lambda: client.live)
    hub.publish(make_events([23]))
    assert transport.numbers == list(range(15, 24))


async def test_an_id_between_two_events_is_unknown(hub: LiveHub) -> None:
    hub.publish(make_events([11, 13]))
    client, transport = enter(hub, position=(12, 0))
    await wait_until(lambda: client.live)
    hub.publish(make_events([14]))
    assert transport.numbers == [-13, 14]
    assert b'{"reason":"position_unknown"}' in transport.body


async def test_a_slow_client_catches_up_coalesced_but_loses_no_alert(hub: LiveHub) -> None:
    slow, slow_transport = enter(hub)
    _, fast_transport = enter(hub)
    slow_transport.drains = False
    hub.publish([make_event(11, pad=BUFFER_HIGH_BYTES)])
    assert not slow.live
    numbers = range(12, 200)
    for number in numbers:
        alert = number % 10 == 0
        hub.publish([make_event(number, kind="alert.raised" if alert else "pump.running", key="" if alert else "p")])
    assert fast_transport.numbers == [11, *numbers]
    slow_transport.drains = True
    slow_transport.drain()
    await wait_until(lambda: slow.live)
    assert slow_transport.numbers == [11, *range(20, 200, 10), 199]


async def test_a_client_that_fell_out_of_the_ring_goes_on_from_the_store(hub: LiveHub, store: Store) -> None:
    client, transport = enter(hub)
    transport.drains = False
    first = make_event(11, pad=BUFFER_HIGH_BYTES)
    rest = make_events(range(12, 12 + 3 * RING_EVENTS))
    hub.publish([first])
    hub.publish(rest)
    store.events = [first, *rest]
    transport.drains = True
    transport.drain()
    await wait_until(lambda: client.live)
    assert transport.numbers == [11, *(event.id[0] for event in rest)]
    assert store.asked


async def test_a_client_whose_position_the_store_forgot_is_told_so(hub: LiveHub) -> None:
    client, transport = enter(hub, position=(3, 0))
    await wait_until(lambda: client.live)
    assert transport.numbers == [-10]


async def test_a_client_from_a_gateway_that_was_ahead_waits_for_us(hub: LiveHub, store: Store) -> None:
    store.events = make_events(range(5, 13))
    client, transport = enter(hub, position=(12, 0))
    await wait_until(lambda: store.asked and not client.fetching)
    hub.publish(make_events([11]))
    await wait_until(lambda: not client.fetching)
    hub.publish(make_events([12]))
    await wait_until(lambda: client.live)
    hub.publish(make_events([13]))
    assert transport.numbers == [13]


async def test_a_lost_stream_resets_everyone_the_slow_ones_later(hub: LiveHub) -> None:
    slow, slow_transport = enter(hub)
    _, transport = enter(hub)
    slow_transport.drains = False
    hub.publish([make_event(11, pad=BUFFER_HIGH_BYTES)])
    hub.reset((4, 0), "stream_lost")
    hub.publish(make_events([5]))
    assert transport.numbers == [11, -4, 5]
    slow_transport.drains = True
    slow_transport.drain()
    await wait_until(lambda: slow.live)
    assert slow_transport.numbers == [11, -5]


async def test_those_who_fell_behind_together_share_the_bytes(hub: LiveHub) -> None:
    clients = [enter(hub) for _ in range(3)]
    for _, transport in clients:
        transport.drains = False
    hub.publish([make_event(11, pad=BUFFER_HIGH_BYTES)])
    hub.publish(make_events(range(12, 20)))
    written: list[bytes] = []
    for client, transport in clients:
        transport.drains, transport.kept = True, b""
        transport.write = written.append  # type: ignore[method-assign,assignment]
        client.resume_writing()
    assert len({id(data) for data in written}) == 1 < len(written)


async def test_keep_alive_carries_the_id_that_was_reached(hub: LiveHub) -> None:
    _, transport = enter(hub, SITE_A)
    hub.publish(make_events([11, 12], site="b"))
    hub.keep_alive()
    assert transport.body.endswith(b": keep-alive\nid: 12-0\n\n")


async def test_closing_ends_every_response_properly(hub: LiveHub) -> None:
    _, transport = enter(hub)
    hub.close()
    assert transport.sent.endswith(b"0\r\n\r\n")
    assert transport.is_closing()
    assert (hub.started, hub.clients) == (False, 0)


async def test_a_session_that_is_over_ends_its_stream(hub: LiveHub) -> None:
    client, transport = enter(hub)
    client.open(transport, 0.0)
    await wait_until(transport.is_closing)
    hub.publish(make_events([11]))
    assert transport.sent.endswith(b"0\r\n\r\n")
