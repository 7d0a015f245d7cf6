"""The telemetry service."""

from datetime import timedelta
from pathlib import Path

from motorway.telemetry.v1 import telemetry_pb2_grpc
from motorway_kit.db import pool
from motorway_kit.messaging import subscription
from motorway_kit.runtime import Runtime, run

from telemetry import maintenance
from telemetry.consumers import EVENT_TYPES, QUEUE, Consumer, Limits
from telemetry.engine import detect
from telemetry.grpc_api import RULES, TelemetryServicer
from telemetry.ingest import Preparer, flush_writer
from telemetry.settings import TelemetrySettings

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(runtime: Runtime, settings: TelemetrySettings) -> None:
    db = await runtime.enter(pool(settings.database_url, runtime.health))
    engine = await detect(db, settings.partition)
    runtime.health.info["storage_engine"] = engine.name
    servicers = [(telemetry_pb2_grpc.add_TelemetryServiceServicer_to_server, TelemetryServicer(db, engine))]
    await runtime.door(settings.grpc_door(servicers, RULES))
    runtime.background("rollups", maintenance.keep_rolling_up(db, engine))
    runtime.background("housekeeping", maintenance.keep_house(db, engine, settings))
    preparer = Preparer(db, engine, timedelta(days=settings.raw_retention_days))
    writer = await runtime.enter(flush_writer(settings.database_url, engine))
    limits = Limits(settings.flush_rows, settings.prefetch // 2, settings.flush_ms / 1000)
    queue = subscription(settings.amqp_url, runtime.health, queue=QUEUE, types=EVENT_TYPES, prefetch=settings.prefetch)
    consumer = Consumer(preparer, writer, engine, limits)
    runtime.health.register("storing", lambda: not consumer.patience.failing)
    runtime.background("consumer", consumer.run(await runtime.enter(queue)))


if __name__ == "__main__":
    run("telemetry", TelemetrySettings, wire, migrations=MIGRATIONS)
