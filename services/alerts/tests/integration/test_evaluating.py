"""Rules are evaluated by one process at a time, whatever is killed: no alert is missed, none is there twice."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aio_pika
import pytest
from alerts.app.evaluation import Evaluation, Work
from alerts.db.evaluator import EvaluatorMoved, turn
from alerts.rules_queue import QUEUE, dead_letters
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import events_pb2
from motorway_kit.amqp import dead_queue_name
from motorway_kit.db import Pool, pool, transaction
from motorway_kit.health import Health
from motorway_kit.testing import free_port, queue_settled, wait_until
from motorway_kit.testing_engines import Postgres, killed
from motorway_kit.testing_rabbit import Rabbit

from .stand import SITE, Stand, alarm, bundle, environment, listening, service
from .stub_neighbours import StubIot, StubPos, a_site


@pytest.fixture
def looking() -> Sequence[str]:
    return ("certificate_expired", "console_leak", "controller_offline", "dead_letters", "device_alarm")


@asynccontextmanager
async def process(stand: Stand) -> AsyncIterator[subprocess.Popen[bytes]]:
    """The service in a process of its own; `kill()` is kill -9."""
    command = [sys.executable, "-m", "alerts"]
    running = subprocess.Popen(command, env={**os.environ, **environment(stand.settings)})  # noqa: ASYNC220
    try:
        await wait_until(lambda: listening(stand.settings.grpc_bind), 60)
        yield running
    finally:
        running.kill()
        await asyncio.to_thread(running.wait)


@asynccontextmanager
async def database_of(stand: Stand) -> AsyncIterator[Pool]:
    async with pool(stand.settings.database_url, Health()) as db:
        yield db


def offline_now(version: int) -> events_pb2.ControllerConnectionChanged:
    now = Timestamp()
    now.FromDatetime(datetime.now(UTC))
    return events_pb2.ControllerConnectionChanged(site=SITE, online=False, time=now, version=version)


async def test_a_process_killed_while_a_duration_runs_raises_the_alert_once(idle: Stand) -> None:
    async with database_of(idle) as db:
        async with process(idle) as first:
            await idle.publish(offline_now(1))
            await wait_until(lambda: db.fetchval("SELECT true FROM rule_state WHERE device = 'controller'"), 60)
            assert not await db.fetchval("SELECT count(*) FROM alert")
            first.kill()
        async with service(idle.settings):
            (raised,) = await idle.live_reaches(1, "alert.raised")
            await idle.publish(bundle(alarm(1)))
            await idle.live_reaches(2, "alert.raised")
        assert (raised["rule"], raised["site"]) == ("controller_offline", SITE)
        assert await db.fetchval("SELECT count(*) FROM alert WHERE rule = 'controller_offline'") == 1


async def test_another_replica_takes_over_within_seconds_and_no_alert_is_missed_or_doubled(idle: Stand) -> None:
    codes = [f"code_{number}" for number in range(15)]
    async with process(idle) as leader:
        await idle.publish(bundle(alarm(0, code="first")))
        await idle.live_reaches(1, "alert.raised")
        second = idle.settings.model_copy(update={"grpc_bind": f"127.0.0.1:{free_port()}"})
        async with service(second), database_of(idle) as db:
            assert await db.fetchval("SELECT epoch FROM evaluator") == 1
            for place, code in enumerate(codes):
                await idle.publish(bundle(alarm(place + 1, code=code)))
                if place == 7:
                    leader.kill()
            raised = await idle.live_reaches(16, "alert.raised")
            assert await db.fetchval("SELECT epoch FROM evaluator") == 2
            assert sorted(one["key"].rsplit(":", 1)[1] for one in raised) == sorted(["first", *codes])
            assert await db.fetchval("SELECT count(*) FROM alert") == 16


async def test_whoever_lost_the_right_commits_nothing(idle: Stand) -> None:
    async with database_of(idle) as db:
        async with turn(idle.settings.database_url, "nothing") as old:
            pass
        async with turn(idle.settings.database_url, "nothing") as new:
            assert new.epoch == old.epoch + 1
            work = Work(sites={SITE: b"x"})
            with pytest.raises(EvaluatorMoved):
                async with transaction(db) as conn:
                    await work.store(conn, old.epoch, datetime.now(UTC))
            assert not await db.fetchval("SELECT count(*) FROM site_fact")
            await db.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'alerts evaluator'"
            )
            await asyncio.wait_for(new.over.wait(), 10)


async def test_a_site_that_changed_and_what_is_kept_of_it_are_found_again(idle: Stand, stub_pos: StubPos) -> None:
    async with service(idle.settings), database_of(idle) as db:
        await wait_until(lambda: db.fetchval("SELECT true FROM site_fact WHERE site = $1", SITE), 30)
        loaded = await Evaluation.load(db)
        loaded.set_sites({"a1-baldock": a_site("a1-baldock").SerializeToString(deterministic=True)}, 1)
        work = loaded.take()
        assert (list(work.sites), work.gone) == (["a1-baldock"], [SITE])


async def test_with_the_broker_dead_nothing_is_lost(stand: Stand, rabbitmq_server: Rabbit) -> None:
    assert rabbitmq_server.engine is not None
    await stand.publish(bundle(alarm(1, code="first")))
    await stand.live_reaches(1, "alert.raised")
    await wait_until(queue_settled())
    async with killed(rabbitmq_server.engine):
        pass
    await wait_until(lambda: stand.publisher.connected, 60)
    await stand.publish(bundle(alarm(2, code="second")))
    await stand.live_reaches(2, "alert.raised")


async def test_what_no_event_tells_raises_alerts(idle: Stand, stub_iot: StubIot) -> None:
    stub_iot.expires_at = {SITE: datetime.now(UTC) + timedelta(days=2), "a1-baldock": datetime.now(UTC) + timedelta(90)}
    async with service(idle.settings):
        (raised,) = await idle.live_reaches(1, "alert.raised")
    assert (raised["rule"], raised["site"], raised["device"]) == ("certificate_expired", SITE, "controller")


async def test_dead_letters_are_counted_where_there_is_a_queue(stand: Stand) -> None:
    async with await aio_pika.connect(stand.settings.amqp_url) as connection, connection.channel() as channel:
        message = aio_pika.Message(b"?")
        await channel.default_exchange.publish(message, dead_queue_name(QUEUE))

    async def counted() -> bool:
        return await dead_letters(stand.settings.amqp_url, [QUEUE, "nobody"]) == {QUEUE: 1}

    await wait_until(counted)


async def test_what_cannot_be_read_goes_to_the_dead_letters_and_the_rest_goes_on(stand: Stand) -> None:
    wrong = events_pb2.ControllerConnectionChanged(site=SITE, version=1)
    wrong.time.seconds = -1
    await stand.publish(wrong, bundle(alarm(1)))
    await stand.live_reaches(1, "alert.raised")

    async def counted() -> bool:
        return await dead_letters(stand.settings.amqp_url, [QUEUE]) == {QUEUE: 1}

    await wait_until(counted)


async def test_with_postgresql_killed_the_evaluation_begins_again(stand: Stand, postgres_server: Postgres) -> None:
    assert postgres_server.engine is not None
    await stand.publish(bundle(alarm(1, code="first")))
    await stand.live_reaches(1, "alert.raised")
    async with killed(postgres_server.engine):
        await stand.publish(bundle(alarm(2, code="second")))
    await stand.live_reaches(2, "alert.raised")
    async with database_of(stand) as db:
        assert await db.fetchval("SELECT count(*) FROM alert") == 2
