"""The live stream over real sockets, from real Redis."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial

import httpx
import pytest
import pytest_asyncio
import redis.asyncio as redis
from motorway_kit.testing import wait_until
from motorway_kit.testing_engines import RedisServer, killed

from .conftest import GatewayProcess
from .sse import STREAM, SseClient, publish, publish_steadily


@pytest.fixture
def gateway(gateway_process: GatewayProcess) -> GatewayProcess:
    return gateway_process


class Listen:
    """Opens live streams, and closes them at the end of the test."""

    def __init__(self, gateway: GatewayProcess) -> None:
        self._gateway = gateway
        self.clients: list[SseClient] = []

    async def __call__(self, query: str = "", *, last_event_id: str = "", slow: bool = False) -> SseClient:
        url, token = self._gateway.url, self._gateway.token
        client = await SseClient.open(url, token, query, last_event_id=last_event_id, slow=slow)
        self.clients.append(client)
        return client


@pytest_asyncio.fixture
async def listen(gateway: GatewayProcess) -> AsyncIterator[Listen]:
    listen = Listen(gateway)
    yield listen
    for client in listen.clients:
        await client.close()


@pytest_asyncio.fixture
async def store(redis_url: str) -> AsyncIterator[redis.Redis]:
    async with redis.from_url(redis_url) as client:
        yield client


async def test_events_reach_those_who_asked_for_them(listen: Listen, store: redis.Redis) -> None:
    everything, only_a, alerts = [
        await listen(query) for query in ("", "?site=a,c", "?site=a,b&types=alert.raised,alert.resolved")
    ]
    first = await publish(store, ['{"n":1}'], site="a")
    second = await publish(store, ['{"n":2}'], site="b", kind="alert.raised")
    await wait_until(lambda: len(everything.ids) == 2 and only_a.ids and alerts.ids)
    assert everything.events == [(first[0], "pump.state", '{"n":1}'), (second[0], "alert.raised", '{"n":2}')]
    assert (only_a.ids, alerts.ids) == (first, second)
    for header in ("content-type: text/event-stream", "cache-control: no-store", "x-accel-buffering: no"):
        assert header in everything.head


async def test_resuming_again_and_again_under_load_has_no_gap_and_no_double(listen: Listen, store: redis.Redis) -> None:
    count = 4000
    client = await listen()
    await wait_until(lambda: client.text)
    sent: list[str] = []
    writing = asyncio.create_task(publish_steadily(store, sent, count))
    seen: list[str] = []
    while len(seen) < count:
        await wait_until(partial(_has_read, client, min(50, count - len(seen))))
        seen += client.ids
        await client.close()
        client = await listen(last_event_id=seen[-1])
    await writing
    assert seen == sent


def _has_read(client: SseClient, events: int) -> bool:
    return len(client.ids) >= events


async def test_resuming_from_further_back_than_the_memory_goes_reads_redis(listen: Listen, store: redis.Redis) -> None:
    watcher = await listen()
    ids = await publish(store, map(str, range(30_000)))
    await wait_until(lambda: watcher.ids == ids)
    client = await listen(f"?last_event_id={ids[4]}")
    await wait_until(lambda: client.ids == ids[5:])
    ids += await publish(store, ["x"])
    await wait_until(lambda: client.ids == ids[5:])


@pytest.mark.parametrize("last_event_id", ["1-1", "99999999999999-0", "nonsense"])
async def test_an_unknown_position_is_answered_with_a_reset(
    listen: Listen, store: redis.Redis, last_event_id: str
) -> None:
    watcher = await listen()
    newest = await publish(store, ["1", "2"])
    await wait_until(lambda: watcher.ids == newest)
    client = await listen(last_event_id=last_event_id)
    await wait_until(lambda: client.ids)
    assert client.events == [(client.ids[0], "reset", '{"reason":"position_unknown"}')]
    after = await publish(store, ["3"])
    await wait_until(lambda: len(client.ids) > 1)
    assert client.ids == [newest[-1], *after]


async def test_a_trimmed_position_is_answered_with_a_reset(listen: Listen, store: redis.Redis) -> None:
    client = await listen()
    ids = await publish(store, map(str, range(20_000)))
    await wait_until(lambda: client.ids == ids)
    await store.xtrim(STREAM, maxlen=10, approximate=False)
    late = await listen(last_event_id=ids[0])
    await wait_until(lambda: late.ids)
    assert late.events[0][1] == "reset"


async def test_a_slow_client_slows_nobody_and_loses_no_alert(listen: Listen, store: redis.Redis) -> None:
    slow = await listen(slow=True)
    fast = await listen()
    await wait_until(lambda: fast.text)
    alerts: list[str] = []
    for number in range(40):
        await publish(store, [f"{n:0900d}" for n in range(500)], kind="pump.running", key="pump:1:running")
        alerts += await publish(store, [f'"{number}"'], kind="alert.raised")
    await wait_until(lambda: len(fast.ids) == 40 * 501)
    slow.read()
    await wait_until(lambda: slow.ids and slow.ids[-1] == fast.ids[-1])
    assert [name for name, kind, _ in slow.events if kind == "alert.raised"] == alerts
    assert slow.ids == sorted(set(slow.ids), key=lambda name: [int(part) for part in name.split("-")])
    assert len(slow.ids) < len(fast.ids)


async def test_redis_restarting_loses_nothing(
    gateway: GatewayProcess, listen: Listen, store: redis.Redis, redis_server: RedisServer
) -> None:
    if redis_server.engine is None:
        pytest.fail("this test needs a Redis that it may kill")
    client = await listen()
    before = await publish(store, ["1"])
    await wait_until(lambda: client.ids)
    async with killed(redis_server.engine), gateway.client() as http:
        await wait_until(lambda: _is_unready(http))
    async with redis.from_url(redis_server.url) as fresh:
        await wait_until(lambda: _has_loaded(fresh))
        after = await publish(fresh, ["2"])
    await wait_until(lambda: after[0] in client.ids)
    assert [name for name, kind, _ in client.events if kind != "reset"] == before + after
    assert [data for _, kind, data in client.events if kind == "reset"] == ['{"reason":"store_restarted"}']


async def _has_loaded(store: redis.Redis) -> bool:
    try:
        return bool(await store.exists(STREAM))
    except redis.BusyLoadingError:
        return False


async def _is_unready(http: httpx.AsyncClient) -> bool:
    return (await http.get("/readyz")).status_code == 503


async def test_a_stream_that_was_lost_is_told_to_everyone(
    listen: Listen, store: redis.Redis, redis_server: RedisServer
) -> None:
    client = await listen()
    await publish(store, ["1"])
    await wait_until(lambda: client.ids)
    await store.delete(STREAM)
    await store.client_kill_filter(_type="normal")
    await wait_until(lambda: "stream_lost" in client.text)
    after = await publish(store, ["2"])
    await wait_until(lambda: after[0] in client.ids)


async def test_too_many_streams_are_refused_clearly(gateway: GatewayProcess, listen: Listen) -> None:
    clients = [await listen() for _ in range(20)]
    async with gateway.client() as http:
        response = await http.get("/events")
    assert (response.status_code, response.json()["reason"]) == (503, "Unavailable")
    await clients.pop().close()
    await wait_until(lambda: _is_open(listen))


async def _is_open(listen: Listen) -> bool:
    return (await listen()).status == 200


@pytest.mark.parametrize(("query", "field"), [("?site=a,B!", "site"), ("?types=pump%20state", "types")])
async def test_filters_are_checked(gateway: GatewayProcess, query: str, field: str) -> None:
    async with gateway.client() as http:
        response = await http.get(f"/events{query}")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, field)


async def test_nobody_listens_without_a_session(gateway: GatewayProcess) -> None:
    async with gateway.client(token="") as http:
        response = await http.get("/events")
    assert (response.status_code, response.json()["reason"]) == (401, "NotSignedIn")


async def test_stopping_ends_the_streams_properly(gateway: GatewayProcess, listen: Listen) -> None:
    client = await listen()
    await wait_until(lambda: client.text)
    await gateway.stop()
    await wait_until(lambda: client.ended)
