"""What time alone brings about: held alerts that have become quiet, silences that begin and end, incidents."""

import asyncio
from collections import defaultdict
from datetime import datetime

from motorway_kit.db import FAILURES, Pool, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from alerts.app import incidents, silences
from alerts.app.book import Book
from alerts.db import alerts as store
from alerts.db import conditions
from alerts.domain.chatter import QUIET, calm
from alerts.parts import Alerts

log = get_logger(__name__)

POLL_S = 1.0


async def sweep_for_ever(parts: Alerts) -> None:
    """Several replicas may do so: each step is made once, under the lock of its site."""
    while True:
        try:
            await sweep(parts.db, parts.clock())
        except (MotorwayError, *FAILURES) as error:
            log.warning("alerts cannot be looked after", error=str(error))
        await asyncio.sleep(POLL_S)


async def sweep(db: Pool, now: datetime) -> None:
    await release_calm(db, now)
    await silences.apply_due(db, now)
    await incidents.look_after(db, now)


async def release_calm(db: Pool, now: datetime) -> None:
    """Resolve the alerts that were held open for their chatter and have been quiet since."""
    of_site: dict[str, list[str]] = defaultdict(list)
    for alert in await store.list_calm(db, now - QUIET):
        of_site[alert.condition.site].append(alert.alert_id)
    for site, alert_ids in of_site.items():
        async with transaction(db) as conn:
            await conditions.lock_sites(conn, [site])
            book = Book(now)
            for alert in await store.get_alerts(conn, alert_ids):
                if ended := calm(alert, now):
                    book.step(alert, ended)
            await book.write(conn)
