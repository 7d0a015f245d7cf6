"""Publisher, subscription, dead letters and outbox on a real RabbitMQ and PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest
from google.protobuf.wrappers_pb2 import StringValue
from motorway_kit import inbox, messaging, outbox
from motorway_kit.db import Pool, pool, transaction
from motorway_kit.errors import BadMessage, Unavailable
from motorway_kit.health import Health
from motorway_kit.messaging import Event, OutboundEvent, consume, publisher, subscription
from motorway_kit.testing import DatabaseFactory, queue_settled, wait_until
from motorway_kit.testing_engines import killed
from motorway_kit.testing_rabbit import Rabbit
from prometheus_client import REGISTRY

from tools import deadletter

TYPE = "google.protobuf.StringValue"


def an_event(number: int = 1) -> OutboundEvent:
    return OutboundEvent(f"id-{number}", TYPE, "m25-cobham", StringValue(value=str(number)).SerializeToString())


async def test_an_event_reaches_its_queue_with_its_metadata(amqp_url: str) -> None:
    async with (
        subscription(amqp_url, Health(), queue="q", types=[TYPE]) as sub,
        publisher(amqp_url, Health(), source="test") as pub,
    ):
        publishing = asyncio.create_task(wait_until(lambda: _published(pub.publish, an_event())))
        async with asyncio.timeout(10):
            event, delivery = await anext(aiter(sub))
        await delivery.ack()
        await publishing
    assert (event.id, event.type, event.subject, event.source) == ("id-1", TYPE, "m25-cobham", "/motorway/test")
    assert event.decode(StringValue).value == "1"


async def _published(publish: Callable[[list[OutboundEvent]], Awaitable[None]], event: OutboundEvent) -> bool:
    try:
        await publish([event])
    except Unavailable:
        return False
    return True


async def test_an_event_that_no_queue_takes_is_refused(amqp_url: str) -> None:
    async with publisher(amqp_url, Health(), source="test") as pub:
        with pytest.raises(Unavailable):
            await pub.publish([an_event()])


async def test_a_failing_handler_is_tried_again_and_a_bad_message_goes_to_the_dead(
    amqp_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messaging, "RETRY_S", 0.01)
    seen: list[str] = []

    async def handle(event: Event) -> None:
        seen.append(event.id)
        if seen == ["id-1"]:
            raise Unavailable("not now")
        if event.id == "id-2":
            raise BadMessage("never")

    async with (
        subscription(amqp_url, Health(), queue="q", types=[TYPE]) as sub,
        publisher(amqp_url, Health(), source="test") as pub,
    ):
        worker = asyncio.create_task(consume(sub, {TYPE: handle}))
        await wait_until(lambda: _published(pub.publish, an_event(1)))
        await pub.publish([an_event(2)])
        await wait_until(lambda: seen == ["id-1", "id-1", "id-2"])
        monkeypatch.setenv("MOTORWAY_AMQP_URL", amqp_url)
        await wait_until(lambda: deadletter.list_dead("q", 10))
        assert await deadletter.replay("q", 10) == 1
        await wait_until(lambda: seen[-2:] == ["id-2", "id-2"])
        worker.cancel()


async def test_an_event_whose_data_the_database_refuses_does_not_hold_up_the_others(
    amqp_url: str, database: DatabaseFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messaging, "RETRY_S", 0.01)
    monkeypatch.setenv("MOTORWAY_AMQP_URL", amqp_url)
    seen: list[str] = []

    async with (
        pool(await database(tmp_path), Health()) as db,
        subscription(amqp_url, Health(), queue="q", types=[TYPE]) as sub,
        publisher(amqp_url, Health(), source="test") as pub,
    ):

        async def handle(event: Event) -> None:
            seen.append(event.id)
            if event.id == "id-1":
                await db.fetchval("SELECT 2147483647 + $1::int", 1)

        worker = asyncio.create_task(consume(sub, {TYPE: handle}, most_failures=3))
        await wait_until(lambda: _published(pub.publish, an_event(1)))
        await pub.publish([an_event(2)])
        await wait_until(lambda: seen == ["id-1"] * 3 + ["id-2"])
        await wait_until(lambda: deadletter.list_dead("q", 10))
        worker.cancel()


async def test_events_survive_a_killed_broker(amqp_url: str, rabbitmq_server: Rabbit) -> None:
    assert rabbitmq_server.engine is not None
    got: set[str] = set()

    async def handle(event: Event) -> None:
        got.add(event.id)

    async with (
        subscription(amqp_url, Health(), queue="q", types=[TYPE]) as sub,
        publisher(amqp_url, Health(), source="test") as pub,
    ):
        worker = asyncio.create_task(consume(sub, {TYPE: handle}))
        await wait_until(lambda: _published(pub.publish, an_event(1)))
        await wait_until(lambda: got == {"id-1"})
        await wait_until(queue_settled())
        async with killed(rabbitmq_server.engine):
            with pytest.raises(Unavailable):
                await pub.publish([an_event(2)])
        await wait_until(lambda: _published(pub.publish, an_event(2)), 60)
        await wait_until(lambda: got == {"id-1", "id-2"}, 60)
        worker.cancel()


async def test_events_come_again_when_the_broker_closes_the_channel_alone(amqp_url: str) -> None:
    async with (
        subscription(amqp_url, Health(), queue="q", types=[TYPE]) as sub,
        publisher(amqp_url, Health(), source="test") as pub,
    ):
        events = aiter(sub)
        publishing = asyncio.create_task(wait_until(lambda: _published(pub.publish, an_event())))
        async with asyncio.timeout(20):
            _, delivery = await anext(events)
            await publishing
            await delivery.message.channel.basic_ack(delivery_tag=99)
            event, delivery = await anext(events)
        await delivery.ack()
    assert (event.id, event.redelivered) == ("id-1", True)


async def test_the_outbox_relays_after_commit_and_never_after_rollback(
    database: DatabaseFactory, tmp_path: Path
) -> None:
    url, health, sent = await database(tmp_path), Health(), list[OutboundEvent]()

    async def publish(events: Sequence[OutboundEvent]) -> None:
        sent.extend(events)

    async with pool(url, health) as db:
        relay = asyncio.create_task(outbox.relay(db, publish, poll_s=30))
        with pytest.raises(RuntimeError):
            await _append_and_fail(db)
        async with transaction(db) as conn:
            await outbox.append(conn, StringValue(value="kept"), subject="s")
        await wait_until(lambda: sent)
        relay.cancel()
        assert [StringValue.FromString(event.body).value for event in sent] == ["kept"]
        assert await health.results() == {"started": False, "database": True}


async def test_the_age_of_the_outbox_is_told_while_nothing_can_be_published(
    database: DatabaseFactory, tmp_path: Path
) -> None:
    async def publish(events: Sequence[OutboundEvent]) -> None:
        raise Unavailable("the broker is away")

    outbox.oldest_age.set(0.0)
    async with pool(await database(tmp_path), Health()) as db:
        async with transaction(db) as conn:
            await outbox.append(conn, StringValue(value="waits"), subject="s")
        await db.execute("UPDATE outbox SET created_at = created_at - interval '90 s'")
        relay = asyncio.create_task(outbox.relay(db, publish))
        await wait_until(lambda: (REGISTRY.get_sample_value("motorway_outbox_oldest_age_seconds") or 0) >= 90)
        relay.cancel()


async def _append_and_fail(db: Pool) -> None:
    async with transaction(db) as conn:
        await outbox.append(conn, StringValue(value="lost"), subject="s")
        raise RuntimeError


async def test_the_inbox_knows_an_event_the_second_time(database: DatabaseFactory, tmp_path: Path) -> None:
    async with pool(await database(tmp_path), Health()) as db:
        async with transaction(db) as conn:
            assert await inbox.first_time(conn, "a")
        async with transaction(db) as conn:
            assert not await inbox.first_time(conn, "a")
