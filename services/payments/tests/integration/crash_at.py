"""A process that works at what is due until it is killed: `python crash_at.py [webhook]`, with the service's settings.

With `webhook` it takes in an event, as `{"body": …, "signature": …}` from its input, and handles what has come.
"""

import asyncio
import json
import sys

from motorway_kit.db import pool
from motorway_kit.health import Health
from payments.app.commands import Worker
from payments.app.webhook_worker import handle_due
from payments.app.webhooks import receive
from payments.clients import neighbours
from payments.parts import Payments, stripe_parts
from payments.settings import PaymentsSettings


async def work_once() -> None:
    settings = PaymentsSettings()  # type: ignore[call-arg]
    async with (
        pool(settings.database_url, Health()) as db,
        stripe_parts(settings, db) as stripe,
        neighbours(settings) as sales,
    ):
        parts = Payments(settings, db, stripe, sales)
        if "webhook" in sys.argv:
            event = json.load(sys.stdin)
            await receive(parts, event["body"].encode(), event["signature"])
            await handle_due(parts)
        await Worker(parts).drain()


if __name__ == "__main__":
    asyncio.run(work_once())
