"""Alerts raised by events, changed by people, asked for over gRPC."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence

import pytest
from google.protobuf.message import Message
from motorway.alerts.v1 import alerts_pb2
from motorway_kit.errors import InvalidInput, NotFound
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until
from motorway_kit.testing_engines import Postgres, RedisServer, killed

from .stand import Stand, alarm, bundle, connection, environment, listening, service, state

RAISED = alerts_pb2.ALERT_STATE_RAISED


@pytest.fixture
def looking() -> Sequence[str]:
    return ("console_leak", "controller_offline", "device_alarm")


async def test_an_alert_is_acknowledged_and_resolved_by_people(stand: Stand) -> None:
    await stand.publish(bundle(alarm(1)))
    (raised,) = await stand.live_reaches(1, "alert.raised")
    asked = alerts_pb2.AcknowledgeAlertRequest(alert_id=raised["alert_id"])
    first = await stand.api.call("AcknowledgeAlert", asked)
    assert (first.previous.state, first.previous.version) == (RAISED, 1)
    again = await stand.api.call("AcknowledgeAlert", asked)
    assert again.alert == again.previous == first.alert
    resolving = alerts_pb2.ResolveAlertRequest(alert_id=raised["alert_id"])
    resolved = await stand.api.call("ResolveAlert", resolving)
    assert resolved.previous == first.alert
    assert (await stand.api.call("ResolveAlert", resolving)).alert == resolved.alert
    assert resolved.alert.version == 3
    steps = await stand.live_reaches(3, "alert.raised", "alert.acknowledged", "alert.resolved")
    assert [(step["state"], step["version"]) for step in steps] == [("RAISED", 1), ("ACKNOWLEDGED", 2), ("RESOLVED", 3)]
    await stand.publish(bundle(alarm(1)), bundle(alarm(2)))
    await stand.live_reaches(2, "alert.raised")
    assert len(await stand.alerts(RAISED)) == 1


async def test_alerts_are_listed_newest_first_page_by_page(stand: Stand) -> None:
    codes = [f"code_{i}" for i in range(5)]
    await stand.publish(bundle(*(alarm(i, code=code) for i, code in enumerate(codes))), bundle(alarm(9, active=False)))
    await stand.live_reaches(5, "alert.raised")
    seen, cursor = [], ""
    while True:
        page = await stand.api.call("ListAlerts", alerts_pb2.ListAlertsRequest(page_size=2, cursor=cursor))
        seen += [alert.key.rsplit(":", 1)[1] for alert in page.alerts]
        cursor = page.next_cursor
        if not cursor:
            break
    assert seen == codes[::-1]
    other = await stand.api.call("ListAlerts", alerts_pb2.ListAlertsRequest(sites=["m1-leicester"]))
    assert not other.alerts


async def test_a_wrong_question_is_refused(stand: Stand) -> None:
    questions: list[tuple[str, Message, type[Exception]]] = [
        ("GetAlert", alerts_pb2.GetAlertRequest(alert_id=new_id()), NotFound),
        ("GetAlert", alerts_pb2.GetAlertRequest(alert_id="7"), InvalidInput),
        ("AcknowledgeAlert", alerts_pb2.AcknowledgeAlertRequest(alert_id="7"), InvalidInput),
        ("ResolveAlert", alerts_pb2.ResolveAlertRequest(alert_id=new_id()), NotFound),
        ("ListAlerts", alerts_pb2.ListAlertsRequest(cursor="AAAA"), InvalidInput),
        ("ListAlerts", alerts_pb2.ListAlertsRequest(states=[alerts_pb2.ALERT_STATE_UNSPECIFIED]), InvalidInput),
    ]
    for method, question, error in questions:
        with pytest.raises(error):
            await stand.api.call(method, question)


async def test_a_controller_that_stays_offline_is_an_alert_until_it_is_back(stand: Stand) -> None:
    await stand.publish(connection(0, 1, online=False))
    (raised,) = await stand.live_reaches(1, "alert.raised")
    assert (raised["rule"], raised["device"], raised["severity"]) == ("controller_offline", "controller", "CRITICAL")
    assert raised["raised_at"] == "2026-11-01T08:00:05.000Z"
    await stand.publish(connection(60, 2, online=True))
    (resolved,) = await stand.live_reaches(1, "alert.resolved")
    assert (resolved["alert_id"], resolved["resolved_by"]) == (raised["alert_id"], "")
    assert resolved["resolved_at"] == "2026-11-01T08:01:00.000Z"


async def test_a_controller_that_is_back_at_once_is_no_alert(stand: Stand) -> None:
    await stand.publish(connection(0, 1, online=False), connection(1, 2, online=True))
    await stand.publish(connection(5, 4, online=True), connection(4, 3, online=False))
    await stand.publish(connection(10, 5, online=False))
    (raised,) = await stand.live_reaches(1, "alert.raised")
    assert raised["raised_at"] == "2026-11-01T08:00:15.000Z"
    assert len(await stand.alerts()) == 1


async def test_a_controller_offline_through_a_restart_is_an_alert(idle: Stand) -> None:
    async with service(idle.settings):
        await idle.publish(connection(0, 1, online=False))
        await idle.live_reaches(1, "controller.connection")
    async with service(idle.settings):
        await idle.live_reaches(1, "alert.raised")


async def test_a_killed_process_tells_of_its_alerts_when_it_is_back(idle: Stand, redis_server: RedisServer) -> None:
    assert redis_server.engine is not None
    command = [sys.executable, "-m", "alerts"]
    process = subprocess.Popen(command, env={**os.environ, **environment(idle.settings)})  # noqa: ASYNC220
    try:
        await wait_until(lambda: listening(idle.settings.grpc_bind), 60)
        await idle.publish(bundle(alarm(0, code="first")))
        await idle.live_reaches(1, "alert.raised")
        async with killed(redis_server.engine):
            await idle.publish(bundle(alarm(1, code="second")), connection(0, 1, online=False))
            await wait_until(lambda: _stored(idle, 3))
            process.kill()
            await asyncio.to_thread(process.wait)
    finally:
        process.kill()
        await asyncio.to_thread(process.wait)
    async with service(idle.settings):
        await idle.live_reaches(3, "alert.raised")
        await idle.live_reaches(2, "device.alarm")
        await idle.live_reaches(1, "controller.connection")
        await idle.publish(bundle(alarm(9, code="last")))
        await idle.live_reaches(4, "alert.raised")
    kinds = ("alert.raised", "device.alarm", "controller.connection")
    assert [len(await idle.live(kind)) for kind in kinds] == [4, 3, 1]


async def test_with_postgresql_dead_screens_go_on_and_no_alert_is_lost(stand: Stand, postgres_server: Postgres) -> None:
    assert postgres_server.engine is not None
    await stand.publish(bundle(alarm(0, code="first")))
    await stand.live_reaches(1, "alert.raised")
    async with killed(postgres_server.engine):
        await stand.publish(bundle(alarm(1, code="second")), connection(2, 1, online=False))
        await stand.publish(bundle(state(3)))
        await stand.live_reaches(1, "pump.state")
        await stand.live_reaches(1, "controller.connection")
    await stand.live_reaches(3, "alert.raised")
    assert [len(await stand.live(kind)) for kind in ("alert.raised", "device.alarm")] == [3, 2]
    assert len(await stand.alerts()) == 3


async def _stored(stand: Stand, count: int) -> bool:
    return len(await stand.alerts()) == count
