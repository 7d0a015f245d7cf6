"""A process that works at what is due until it is killed: `python crash_at.py`, with the service's settings."""

import asyncio

from motorway_kit.db import pool
from motorway_kit.health import Health
from payments.app.commands import Worker
from payments.clients import neighbours
from payments.db.deployment import deployment
from payments.parts import Payments, stripe_parts
from payments.settings import PaymentsSettings


async def work_once() -> None:
    settings = PaymentsSettings()  # type: ignore[call-arg]
    async with (
        pool(settings.database_url, Health()) as db,
        stripe_parts(settings, await deployment(db)) as stripe,
        neighbours(settings) as sales,
    ):
        await Worker(Payments(settings, db, stripe, sales)).drain()


if __name__ == "__main__":
    asyncio.run(work_once())
