"""The pos service: sites, pumps and sales."""

from pathlib import Path

from motorway_kit import outbox
from motorway_kit.db import pool
from motorway_kit.messaging import publisher
from motorway_kit.runtime import Runtime, run

from pos.app.keepers import KEEPERS
from pos.app.resolver import Resolver, keep_watch
from pos.clients import neighbours
from pos.consumers import consume_events
from pos.grpc_api import RULES, servicers
from pos.parts import Pos
from pos.settings import PosSettings

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(runtime: Runtime, settings: PosSettings) -> None:
    db = await runtime.enter(pool(settings.database_url, runtime.health))
    publish = await runtime.enter(publisher(settings.amqp_url, runtime.health, source="pos"))
    parts = Pos(settings, db, *await runtime.enter(neighbours(settings)))
    await runtime.door(settings.grpc_door(servicers(parts), RULES))
    for name, work in KEEPERS.items():
        runtime.background(name, work(parts))
    resolver = Resolver(parts)
    await consume_events(runtime, parts, resolver)
    runtime.background("resolver", resolver.run())
    runtime.background("watch", keep_watch(parts))
    runtime.background("outbox", outbox.relay(db, publish.publish))


if __name__ == "__main__":
    run("pos", PosSettings, wire, migrations=MIGRATIONS)
