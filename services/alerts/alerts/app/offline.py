"""Controllers that go offline: an alert after a grace that is kept in the database."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from motorway_kit.db import Connection, Pool, transaction

from alerts.app.recording import record
from alerts.db import conditions, offline
from alerts.db.offline import HeldOffline
from alerts.domain.conditions import Change, Severity, controller_offline, position


async def record_changes(db: Pool, changes: Sequence[Change], now: datetime) -> None:
    """Let changes of conditions have their effect on alerts. Known changes have none."""
    if changes:
        async with transaction(db) as conn:
            await record(conn, changes, now)


async def record_controller_online(db: Pool, held: HeldOffline, grace: timedelta, now: datetime) -> None:
    """The controller is back, as of `held`: what it was offline for shorter than the grace was nothing."""
    async with transaction(db) as conn:
        await conditions.lock_sites(conn, [held.site])
        before = await offline.take_held_before(conn, held.site, held.version)
        due = [_offline(one) for one in before if held.time - one.time >= grace]
        await record(conn, [*due, _online(held)], now)


async def record_controller_offline(db: Pool, held: HeldOffline, grace: timedelta, now: datetime) -> None:
    """The controller is away. An alert is raised when the grace is over and it is not back."""
    change = _offline(held)
    async with transaction(db) as conn:
        await conditions.lock_sites(conn, [held.site])
        after = await _after(conn, change)
        if after is None and grace:
            await offline.hold_offline(conn, held, now + grace)
        elif after is None or after.active or after.time - held.time >= grace:
            await record(conn, [change], now)


async def raise_overdue(db: Pool, now: datetime) -> None:
    """Raise the alerts of controllers whose grace is over."""
    for site in await offline.list_due_sites(db, now):
        async with transaction(db) as conn:
            await conditions.lock_sites(conn, [site])
            due = await offline.take_held_due(conn, site, now)
            await record(conn, [_offline(held) for held in due], now)


async def _after(conn: Connection, change: Change) -> Change | None:
    history = (await conditions.load_histories(conn, [change]))[change.condition.key]
    return next((known for known in history.changes if known.position > change.position), None)


def _offline(held: HeldOffline) -> Change:
    place = position(held.version, active=True)
    text = "The site controller is offline"
    return Change(
        controller_offline(held.site), place, active=True, time=held.time, severity=Severity.CRITICAL, text=text
    )


def _online(held: HeldOffline) -> Change:
    place = position(held.version, active=False)
    text = "The site controller is online"
    return Change(
        controller_offline(held.site), place, active=False, time=held.time, severity=Severity.CRITICAL, text=text
    )
