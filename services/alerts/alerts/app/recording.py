"""The one way in which changes of conditions become alerts, in the transaction of whoever found them."""

from collections.abc import Sequence
from datetime import datetime

from motorway_kit.db import Connection

from alerts.app.book import Book
from alerts.app.grouping import settle
from alerts.db import conditions
from alerts.domain.conditions import Alert, Change


async def record(conn: Connection, changes: Sequence[Change], now: datetime) -> list[Alert]:
    """Let changes have their effect, in their order, within the caller's transaction. Known changes have none.

    Locks their sites until its end. Writes alerts, their steps (`alert_step`) and their entries of the live stream,
    in a number of statements that does not grow with the changes. Says the alerts that changed, as they are now.
    """
    if not changes:
        return []
    await conditions.lock_sites(conn, sorted({change.condition.site for change in changes}))
    histories = await conditions.load_histories(conn, changes)
    book = Book(now)
    for change in changes:
        book.take(histories[change.condition.key], change)
    await settle(conn, book)
    return await book.write(conn)
