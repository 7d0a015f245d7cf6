"""The payments service: card payments through Stripe, and their books."""

from pathlib import Path

from motorway_kit import outbox
from motorway_kit.db import pool
from motorway_kit.messaging import publisher
from motorway_kit.runtime import Runtime, run

from payments.app.commands import Worker
from payments.app.desk_clock import keep_desk
from payments.app.keeper import keep_looking
from payments.app.reconciliation import keep_reconciling
from payments.app.webhook_worker import keep_handling
from payments.clients import neighbours
from payments.consumers import consume_events
from payments.grpc_api import RULES, servicers
from payments.parts import Payments, stripe_parts
from payments.settings import PaymentsSettings

MIGRATIONS = Path(__file__).parent / "migrations"


async def wire(runtime: Runtime, settings: PaymentsSettings) -> None:
    db = await runtime.enter(pool(settings.database_url, runtime.health))
    publish = await runtime.enter(publisher(settings.amqp_url, runtime.health, source="payments"))
    stripe, sales = await runtime.enter(stripe_parts(settings, db)), await runtime.enter(neighbours(settings))
    parts = Payments(settings, db, stripe, sales)
    await runtime.door(settings.grpc_door(servicers(parts), RULES))
    await consume_events(runtime, parts)
    runtime.background("commands", Worker(parts).run())
    runtime.background("keeper", keep_looking(parts))
    runtime.background("reconciliation", keep_reconciling(parts))
    runtime.background("webhooks", keep_handling(parts))
    runtime.background("desk", keep_desk(parts))
    runtime.background("outbox", outbox.relay(db, publish.publish))


if __name__ == "__main__":
    run("payments", PaymentsSettings, wire, migrations=MIGRATIONS)
