"""The one way in which changes of conditions become alerts, in the transaction of whoever found them."""

from collections.abc import Sequence
from datetime import datetime

from motorway_kit.db import Connection

from alerts.app import alerts as app
from alerts.domain.conditions import Alert, Change


async def record(conn: Connection, changes: Sequence[Change], now: datetime) -> list[Alert]:
    """Let changes have their effect, in their order, within the caller's transaction. Known changes have none.

    Locks the conditions until its end. Writes alerts, their steps (`alert_step`) and their entries of the live stream,
    in a number of statements that does not grow with the changes. Says the alerts that changed, as they are now.
    """
    return await app.record_in(conn, changes)
