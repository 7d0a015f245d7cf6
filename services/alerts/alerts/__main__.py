"""The alerts service: alerts and the live stream."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from motorway.alerts.v1 import alerts_pb2_grpc
from motorway_kit.db import pool
from motorway_kit.messaging import consume, subscription
from motorway_kit.outbox import relay
from motorway_kit.runtime import Runtime, run

from alerts.clients import LiveStream, redis_client
from alerts.consumers import Consumer, relay_to, watch_offline_grace
from alerts.grpc_api import RULES, AlertsServicer
from alerts.live_entries import device_entry
from alerts.settings import AlertsSettings

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(rt: Runtime, st: AlertsSettings) -> None:
    clock = partial(datetime.now, UTC)
    db = await rt.enter(pool(st.database_url, rt.health))
    redis = await rt.enter(redis_client(st.redis_url, rt.health))
    live = LiveStream(redis, device_entry, tick_s=st.live_tick_s, max_length=st.live_max_length, seen_s=st.live_seen_s)
    consumer = Consumer(db, live, timedelta(seconds=st.offline_grace_s), clock)
    types = list(consumer.handlers)
    queue = await rt.enter(subscription(st.amqp_url, rt.health, queue="alerts", types=types, prefetch=st.prefetch))
    rt.background("live", live.run())
    rt.background("events", consume(queue, consumer.handlers, concurrency=st.prefetch))
    rt.background("relay", relay(db, relay_to(live)))
    rt.background("offline", watch_offline_grace(db, clock))
    servicers = [(alerts_pb2_grpc.add_AlertsServiceServicer_to_server, AlertsServicer(db, clock))]
    await rt.enter(st.grpc_door(servicers, RULES))


if __name__ == "__main__":
    run("alerts", AlertsSettings, wire, migrations=MIGRATIONS)
