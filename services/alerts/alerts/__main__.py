"""The alerts service: alerts and the live stream."""

from pathlib import Path

from motorway_kit.db import pool
from motorway_kit.runtime import Runtime, run

from alerts.app.evaluating import keep_evaluating
from alerts.app.notifying import keep_notifying
from alerts.app.sweeping import sweep_for_ever
from alerts.clients import LiveStream, redis_client
from alerts.consumers import feed_live_stream
from alerts.grpc_api import RULES, servicers
from alerts.live_entries import device_entry
from alerts.neighbours import neighbours
from alerts.parts import Alerts
from alerts.settings import AlertsSettings
from alerts.ways import open_ways

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(rt: Runtime, st: AlertsSettings) -> None:
    db = await rt.enter(pool(st.database_url, rt.health))
    redis = await rt.enter(redis_client(st.redis_url, rt.health))
    live = LiveStream(redis, device_entry, tick_s=st.live_tick_s, max_length=st.live_max_length, seen_s=st.live_seen_s)
    others = await rt.enter(neighbours(st))
    parts = Alerts(st, db, live, others, await rt.enter(open_ways(st, others)))
    await feed_live_stream(rt, parts)
    rt.background("rules", keep_evaluating(parts))
    rt.background("sweep", sweep_for_ever(parts))
    rt.background("notifications", keep_notifying(parts))
    await rt.door(st.grpc_door(servicers(parts), RULES))


if __name__ == "__main__":
    run("alerts", AlertsSettings, wire, migrations=MIGRATIONS)
