"""The live stream on a WebSocket, over real sockets, from real Redis."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import redis.asyncio as redis
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from .conftest import GatewayProcess, RunningGateway
from .sse import publish


@pytest.fixture
def gateway(gateway_process: GatewayProcess) -> GatewayProcess:
    return gateway_process


@pytest_asyncio.fixture
async def store(redis_url: str) -> AsyncIterator[redis.Redis]:
    async with redis.from_url(redis_url) as client:
        yield client


def opened(gateway: RunningGateway, query: str = "", **headers: str) -> connect:
    chosen = headers or {"Authorization": f"Bearer {gateway.token}"}
    return connect(gateway.url.replace("http", "ws") + f"/ws{query}", additional_headers=chosen, proxy=None)


async def said(socket: ClientConnection) -> Any:
    return json.loads(await socket.recv())


async def asked(socket: ClientConnection, **wish: str) -> Any:
    await socket.send(json.dumps(wish))
    return await said(socket)


async def test_a_client_hears_what_it_asked_for_and_may_ask_for_something_else(
    gateway: GatewayProcess, store: redis.Redis
) -> None:
    async with opened(gateway, "?site=a&types=pump.state") as socket:
        assert (await said(socket))["type"] == "alive"
        await publish(store, ["1"], kind="tank.reading")
        (first,) = await publish(store, ['{"n":1}'])
        assert await said(socket) == {"type": "pump.state", "id": first, "data": {"n": 1}}
        await socket.send(json.dumps({"do": "subscribe", "id": "s1", "site": "b", "last_event_id": first}))
        heard = [await said(socket) for _ in range(2)]
        assert {"type": "answer", "id": "s1", "status": 200, "body": {}} in heard
        await publish(store, ["2"], site="a")
        (second,) = await publish(store, ["3"], site="b", kind="alert.raised")
        assert await said(socket) == {"type": "alert.raised", "id": second, "data": 3}
        assert (await asked(socket, do="ping", id="p"))["status"] == 200


async def test_an_alert_is_acknowledged_with_the_rights_of_the_client_and_leaves_a_record(
    gateway: GatewayProcess,
) -> None:
    async with opened(gateway) as socket:
        await said(socket)
        answer = await asked(socket, do="acknowledge", id="1", alert_id="a1")
        assert (answer["id"], answer["status"], answer["body"]["state"]) == ("1", 200, "ACKNOWLEDGED")
        assert (await asked(socket, do="acknowledge", id="1", alert_id="a1")) == answer
        refused = await asked(socket, do="resolve", id="2", alert_id="a1")
        assert (refused["status"], refused["body"]["reason"]) == (409, "AlertAlreadyResolved")
    async with gateway.client() as http:
        records = (await http.get("/api/v1/audit", params={"limit": 5})).json()["items"]
    assert [one["outcome"] for one in records if one["target"] == "alert/a1"] == ["refused", "accepted"]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"do": "explode"}, ""),
        ({"do": "resolve"}, "resolve.alert_id"),
        ({"do": "subscribe", "site": "A B"}, "subscribe.site"),
    ],
)
async def test_a_wrong_wish_gets_an_answer_and_the_socket_stays(
    gateway: GatewayProcess, wish: dict[str, str], field: str
) -> None:
    async with opened(gateway) as socket:
        await said(socket)
        answer = await asked(socket, **wish)
        assert (answer["status"], answer["body"]["errors"][0]["field"]) == (422, field)
        assert (await asked(socket, do="ping"))["status"] == 200


async def test_a_stranger_a_foreign_page_and_a_wrong_question_are_refused(gateway: GatewayProcess) -> None:
    foreign = {"Cookie": f"motorway_session={gateway.token}", "Sec-Fetch-Site": "cross-site"}
    token = {"Authorization": f"Bearer {gateway.token}"}
    for query, headers, status in (("", {"X-None": "1"}, 401), ("", foreign, 403), ("?site=A%20B", token, 422)):
        with pytest.raises(InvalidStatus) as refused:
            async with opened(gateway, query, **headers):
                pass
        assert refused.value.response.status_code == status
        assert json.loads(refused.value.response.body)["status"] == status
    ours = {"Cookie": f"motorway_session={gateway.token}", "Sec-Fetch-Site": "same-origin"}
    async with opened(gateway, **ours) as socket:
        assert (await said(socket))["type"] == "alive"


async def test_a_stopping_gateway_says_goodbye(gateway: GatewayProcess) -> None:
    async with opened(gateway) as socket:
        await said(socket)
        await gateway.stop()
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code in {1001, 1012}
