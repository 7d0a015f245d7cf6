"""Orders to pumps: over MQTT to a site controller, back, and into the command log."""

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from iot_gateway.db import orders as store
from iot_gateway.settings import IotGatewaySettings
from motorway.iot.v1 import device_pb2, iot_pb2, iot_pb2_grpc
from motorway_access.testing import CallerKeys
from motorway_kit.db import pool
from motorway_kit.errors import Conflict, InvalidInput, Timeout, Unavailable
from motorway_kit.grpc_client import remote
from motorway_kit.health import Health
from motorway_kit.testing import wait_until
from motorway_kit.testing_engines import killed
from prometheus_client import REGISTRY

from .processes import as_replica, gateway_process
from .pumps import SITE, Forecourt, authorise, command_of, listed, orders, outcomes, report, send_answer

TIMEOUT_S = 2.0


@pytest.fixture
def settings(settings: IotGatewaySettings) -> IotGatewaySettings:
    return settings.model_copy(update={"command_timeout_s": TIMEOUT_S})


async def test_an_order_reaches_the_pump_and_its_answer_comes_back(api: Any, controller: Any) -> None:
    async with controller() as site:
        forecourt = Forecourt(site)
        answered = await api.call("AuthorisePump", authorise())
        await wait_until(lambda: outcomes_are(api, ["ACCEPTED"]))
    (message,), (logged,) = site.commands, await listed(api)
    assert answered.response.accepted
    assert list(answered.response.pumps) == [report()]
    assert message.topic.value == f"motorway/v1/{SITE}/command/{logged.command_id}"
    assert message.properties.MessageExpiryInterval == TIMEOUT_S
    assert forecourt.done == [device_pb2.Command(command_id=logged.command_id, authorise=authorise().authorise)]
    assert (logged.site, logged.pump, logged.kind, logged.actor) == (SITE, 3, "authorise", "test")
    assert logged.sent_at.ToDatetime() <= logged.answered_at.ToDatetime()
    order = {"pump": 3, "releaseToken": "sale-1", "maxAmountMinor": "5000"}
    assert json.loads(logged.command_json) == {"commandId": logged.command_id, "authorise": order}


async def test_a_refusal_is_an_answer_as_the_pump_gave_it(api: Any, controller: Any) -> None:
    async with controller() as site:
        Forecourt(site, accepted=False, refusal_code=0x2E, refusal_reason="closed\x00")
        response = (await api.call("AuthorisePump", authorise())).response
        await wait_until(lambda: outcomes_are(api, ["REFUSED"]))
    assert (response.accepted, response.refusal_code, response.refusal_reason) == (False, 0x2E, "closed\x00")
    (logged,) = await listed(api)
    assert (logged.refusal_code, logged.refusal_reason) == (0x2E, "closed\ufffd")


async def test_every_order_is_sent_and_logged_as_its_kind(api: Any, controller: Any) -> None:
    async with controller() as site:
        forecourt = Forecourt(site)
        for method, (request, _) in orders(SITE).items():
            assert (await api.call(method, request)).response.accepted, method
        asked = await api.call("AskPumps", iot_pb2.AskPumpsRequest(site=SITE))
        await wait_until(lambda: outcomes_are(api, ["ACCEPTED"] * len(orders(SITE))))
    kinds = [kind for _, kind in orders(SITE).values()]
    assert [command.kind for command in await listed(api)] == kinds[::-1]
    assert [command.WhichOneof("command") for command in forecourt.done][-1] == "ask_pumps"
    assert list(asked.response.pumps) == [report()]


async def test_an_order_that_cannot_be_meant_changes_nothing(api: Any, controller: Any) -> None:
    async with controller() as site:
        for request in (authorise(pump=0), authorise(release_token=""), authorise("x" * 201), authorise(site="M25")):
            with pytest.raises(InvalidInput):
                await api.call("AuthorisePump", request)
    assert (site.commands, await listed(api)) == ([], [])


async def test_the_order_is_in_the_log_before_it_is_sent(
    api: Any, controller: Any, settings: IotGatewaySettings
) -> None:
    async with controller() as site, pool(settings.database_url, Health()) as db:
        seen: list[str] = []

        async def look(message: Any) -> None:
            seen.append(await db.fetchval("SELECT outcome FROM command_log"))

        site.on_command = look
        with pytest.raises(Timeout):
            await api.call("AuthorisePump", authorise())
    assert seen == ["UNKNOWN"]


async def test_without_an_answer_nothing_is_known(api: Any, controller: Any) -> None:
    async with controller() as site:
        Forecourt(site, answering=False)
        with pytest.raises(Timeout) as caught:
            await api.call("AuthorisePump", authorise())
    assert (caught.value.reason, caught.value.context["timeout_s"]) == ("NoAnswer", str(TIMEOUT_S))
    assert await outcomes(api) == ["UNKNOWN"]


async def test_a_late_answer_still_counts_and_is_given_to_who_asks_again(api: Any, controller: Any) -> None:
    async with controller() as site:
        forecourt = Forecourt(site, answering=False)
        with pytest.raises(Timeout):
            await api.call("AuthorisePump", authorise())
        await forecourt.answer(site.commands[0])
        await wait_until(lambda: outcomes_are(api, ["ACCEPTED"]))
        again = await api.call("AuthorisePump", authorise())
    assert again.response.accepted
    assert list(again.response.pumps) == [report()]
    assert len(site.commands) == 1


async def test_the_first_answer_stands(api: Any, controller: Any) -> None:
    async with controller() as site:
        forecourt = Forecourt(site)
        await api.call("AuthorisePump", authorise())
        await wait_until(lambda: outcomes_are(api, ["ACCEPTED"]))
        forecourt.accepted = False
        await forecourt.answer(site.commands[0])
        await api.call("ControlPump", orders(SITE)["ControlPump"][0])
        await wait_until(lambda: outcomes_are(api, ["REFUSED", "ACCEPTED"]))


async def test_whoever_asked_and_left_finds_the_answer(api: Any, controller: Any) -> None:
    async with controller() as site:
        forecourt = Forecourt(site, answering=False)
        with pytest.raises(Timeout):
            await api.call("AuthorisePump", authorise(), timeout_s=0.5)
        await wait_until(lambda: site.commands)
        await forecourt.answer(site.commands[0])
        await wait_until(lambda: outcomes_are(api, ["ACCEPTED"]))


async def test_an_order_without_an_answer_is_sent_again_as_the_same_command(api: Any, controller: Any) -> None:
    async with controller() as site:
        forecourt = Forecourt(site, answering=False)
        with pytest.raises(Timeout):
            await api.call("AuthorisePump", authorise())
        forecourt.answering = True
        assert (await api.call("AuthorisePump", authorise())).response.accepted
        await wait_until(lambda: outcomes_are(api, ["ACCEPTED"]))
    first, second = forecourt.done
    assert first == second


async def test_two_at_once_with_one_key_both_have_the_answer(api: Any, controller: Any) -> None:
    async with controller() as site:
        forecourt = Forecourt(site, answering=False)
        both = [asyncio.create_task(api.call("AuthorisePump", authorise())) for _ in range(2)]
        await wait_until(lambda: len(site.commands) == 2)
        for message in reversed(site.commands):
            await forecourt.answer(message)
        answers = await asyncio.gather(*both)
    assert [answer.response.accepted for answer in answers] == [True, True]
    assert len({command_of(message).command_id for message in site.commands}) == 1


async def test_another_order_with_the_same_key_is_refused(api: Any, controller: Any) -> None:
    async with controller() as site:
        Forecourt(site)
        await api.call("AuthorisePump", authorise())
        for other in (authorise(pump=4), authorise(site="m1-leicester")):
            with pytest.raises(Conflict) as caught:
                await api.call("AuthorisePump", other)
            assert caught.value.reason == "IdempotencyKeyReused"
    assert len(site.commands) == 1


async def test_a_controller_that_is_offline_is_not_waited_for(api: Any, controller: Any, events: Any) -> None:
    await once_online(controller, events)
    started = time.monotonic()
    for method, request in (("AuthorisePump", authorise()), ("AskPumps", iot_pb2.AskPumpsRequest(site=SITE))):
        with pytest.raises(Unavailable) as caught:
            await api.call(method, request)
        assert caught.value.reason == "ControllerOffline"
    assert time.monotonic() - started < TIMEOUT_S / 2
    assert await outcomes(api) == ["NOT_SENT"]
    async with controller() as site:
        Forecourt(site)
        await site.online()
        await wait_until(lambda: len(changes(events)) == 3)
        assert (await api.call("AuthorisePump", authorise())).response.accepted
        await wait_until(lambda: outcomes_are(api, ["ACCEPTED"]))
    assert command_of(site.commands[0]).command_id == (await listed(api))[0].command_id


async def test_what_may_have_been_sent_is_never_said_to_be_not_sent(api: Any, controller: Any, events: Any) -> None:
    async with controller() as site:
        await site.online()
        await wait_until(lambda: len(changes(events)) == 1)
        with pytest.raises(Timeout):
            await api.call("AuthorisePump", authorise())
        await site.online(online=False)
        await wait_until(lambda: len(changes(events)) == 2)
        with pytest.raises(Unavailable):
            await api.call("AuthorisePump", authorise())
    assert await outcomes(api) == ["UNKNOWN"]


async def test_without_the_broker_nothing_is_sent_and_the_log_says_so(
    api: Any, broker: Any, gateway: Health, controller: Any
) -> None:
    async with killed(broker.engine):
        await wait_until(lambda: is_not(gateway, "mqtt_commands"))
        with pytest.raises(Unavailable) as caught:
            await api.call("AuthorisePump", authorise())
        assert caught.value.reason == "NotConnected"
        assert await outcomes(api) == ["NOT_SENT"]
    await wait_until(gateway.ready)
    async with controller() as site:
        Forecourt(site)
        assert (await api.call("AuthorisePump", authorise())).response.accepted


async def test_an_answer_is_awaited_over_a_restart_of_the_broker(
    settings: IotGatewaySettings, start_gateway: Any, controller: Any, broker: Any, keys: CallerKeys
) -> None:
    patient = settings.model_copy(update={"command_timeout_s": 30.0})
    async with (
        start_gateway(patient) as health,
        remote(iot_pb2_grpc.IotGatewayServiceStub, settings.grpc_bind, metadata=keys.metadata) as api,
    ):
        async with controller() as site:
            asking = asyncio.create_task(api.call("AuthorisePump", authorise(), timeout_s=40))
            await wait_until(lambda: site.commands)
            async with killed(broker.engine):
                await wait_until(lambda: is_not(health, "mqtt_commands"))
        await wait_until(health.ready, 20)
        async with controller() as back:
            await Forecourt(back).answer(site.commands[0])
            assert (await asking).response.accepted


async def test_only_the_site_that_was_asked_can_answer(api: Any, controller: Any) -> None:
    async with controller() as site, controller("m1-leicester") as foreign:
        Forecourt(site, answering=False)
        asking = asyncio.create_task(api.call("AuthorisePump", authorise()))
        await wait_until(lambda: site.commands)
        await Forecourt(foreign).answer(site.commands[0])
        with pytest.raises(Timeout):
            await asking
        await Forecourt(foreign).answer(site.commands[0])
        await Forecourt(foreign).answer(site.commands[0])
        await api.call("ListControllers", iot_pb2.ListControllersRequest())
        assert await outcomes(api) == ["UNKNOWN"]
        await Forecourt(site).answer(site.commands[0])
        await wait_until(lambda: outcomes_are(api, ["ACCEPTED"]))


async def test_an_answer_may_be_json_and_a_broken_one_is_none(api: Any, controller: Any) -> None:
    async with controller() as site:
        site.on_command = lambda message: send_answer(site, message, b'{"accepted": true}', "application/json")
        assert (await api.call("AuthorisePump", authorise())).response.accepted
        site.on_command = lambda message: send_answer(site, message, b"\xff")
        with pytest.raises(Timeout):
            await api.call("AuthorisePump", authorise("k2"))
        site.on_command = lambda message: send_answer(site, message, b"", "text/plain")
        with pytest.raises(Timeout):
            await api.call("AuthorisePump", authorise("k3"))
        await wait_until(lambda: outcomes_are(api, ["UNKNOWN", "UNKNOWN", "ACCEPTED"]))


async def test_replicas_each_have_their_own_answers(
    api: Any, settings: IotGatewaySettings, controller: Any, keys: CallerKeys
) -> None:
    second = as_replica(settings, "2")
    async with (
        gateway_process(second),
        remote(iot_pb2_grpc.IotGatewayServiceStub, second.grpc_bind, metadata=keys.metadata) as other,
        controller() as site,
    ):
        Forecourt(site)
        calls = [side.call("AuthorisePump", authorise(f"k{n}", pump=n)) for n in range(1, 21) for side in (api, other)]
        answers = await asyncio.gather(*calls)
        assert all(answer.response.accepted for answer in answers)
        await wait_until(lambda: outcomes_are(api, ["ACCEPTED"] * 20))
    topics = {message.properties.ResponseTopic.rpartition("/")[2] for message in site.commands}
    assert topics == {"1", "2"}


async def test_an_answer_to_a_gateway_that_was_killed_counts_when_it_is_back(
    settings: IotGatewaySettings, start_gateway: Any, controller: Any, keys: CallerKeys
) -> None:
    async with (
        remote(iot_pb2_grpc.IotGatewayServiceStub, settings.grpc_bind, metadata=keys.metadata) as api,
        controller() as site,
    ):
        forecourt = Forecourt(site, answering=False)
        async with gateway_process(settings):
            asking = asyncio.create_task(api.call("AuthorisePump", authorise()))
            await wait_until(lambda: site.commands)
        with pytest.raises((Timeout, Unavailable)):
            await asking
        async with start_gateway(settings):
            assert await outcomes(api) == ["UNKNOWN"]
            await forecourt.answer(site.commands[0])
            await wait_until(lambda: outcomes_are(api, ["ACCEPTED"]))


async def test_the_log_is_shown_page_by_page_and_by_pump(api: Any, controller: Any) -> None:
    async with controller() as site, controller("m1-leicester") as other:
        Forecourt(site)
        Forecourt(other)
        for request in (authorise("a"), authorise("b", pump=4), authorise("c", site="m1-leicester")):
            await api.call("AuthorisePump", request)
        await api.call("StopForecourt", iot_pb2.StopForecourtRequest(site=SITE))
        await wait_until(lambda: outcomes_are(api, ["ACCEPTED"] * 4))
    newest = await listed(api)
    assert [(command.site, command.pump) for command in newest] == [
        (SITE, 0), ("m1-leicester", 3), (SITE, 4), (SITE, 3)
    ]  # fmt: skip
    assert await listed(api, sites=[SITE]) == [newest[0], *newest[2:]]
    assert await listed(api, sites=[SITE], pump=3) == [newest[0], newest[3]]
    first = await api.call("ListCommands", iot_pb2.ListCommandsRequest(page_size=3))
    rest = await api.call("ListCommands", iot_pb2.ListCommandsRequest(page_size=3, cursor=first.next_cursor))
    assert ([*first.commands, *rest.commands], rest.next_cursor) == (newest, "")


async def test_old_orders_are_forgotten(api: Any, controller: Any, settings: IotGatewaySettings) -> None:
    async with controller() as site, pool(settings.database_url, Health()) as db:
        Forecourt(site)
        await api.call("AuthorisePump", authorise())
        await store.prune_orders(db, datetime.now(UTC) - timedelta(days=1))
        assert len(await listed(api)) == 1
        await store.prune_orders(db, datetime.now(UTC) + timedelta(days=1))
        assert await listed(api) == []
        assert (await api.call("AuthorisePump", authorise())).response.accepted


async def test_orders_are_counted_by_kind_and_outcome(api: Any, controller: Any) -> None:
    before = counted("authorise", "refused"), counted("authorise", "no_answer")
    async with controller() as site:
        forecourt = Forecourt(site, accepted=False)
        await api.call("AuthorisePump", authorise())
        forecourt.answering = False
        with pytest.raises(Timeout):
            await api.call("AuthorisePump", authorise("k2"))
    assert (counted("authorise", "refused"), counted("authorise", "no_answer")) == (before[0] + 1, before[1] + 1)


async def outcomes_are(api: Any, expected: list[str]) -> bool:
    return await outcomes(api) == expected


async def is_not(health: Health, check: str) -> bool:
    return not (await health.results())[check]


async def once_online(controller: Any, events: Any) -> None:
    """The site was connected and went."""
    async with controller() as site:
        await site.online()
        await wait_until(lambda: len(changes(events)) == 1)
        await site.online(online=False)
        await wait_until(lambda: len(changes(events)) == 2)


def changes(events: Any) -> list[Any]:
    return [event for event in events.events if event.type.endswith("ControllerConnectionChanged")]


def counted(kind: str, outcome: str) -> float:
    return REGISTRY.get_sample_value("iot_gateway_commands_total", {"kind": kind, "outcome": outcome}) or 0.0
