"""What can happen to alerts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.errors import InvalidInput
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from alerts.db import alerts as store
from alerts.db.alerts import Filter, HeldOffline
from alerts.domain.conditions import (
    Alert,
    AlertNotFound,
    Change,
    Severity,
    State,
    acknowledge,
    controller_offline,
    follow,
    position,
    resolved_by_hand,
)
from alerts.events import alert_event
from alerts.metrics import alert_changes

log = get_logger(__name__)


class Changed(NamedTuple):
    """The alert as it is now, and as it was; the same when nothing was left to change."""

    alert: Alert
    previous: Alert


async def record_changes(db: Pool, changes: Sequence[Change]) -> None:
    """Let changes of conditions have their effect on alerts. Known changes have none."""
    if not changes:
        return
    async with transaction(db) as conn:
        await record_in(conn, changes)


async def record_in(conn: Connection, changes: Sequence[Change]) -> list[Alert]:
    """The same in a transaction that is open. The alerts that changed, as they are now."""
    await store.lock_conditions(conn, [change.condition.key for change in changes])
    steps = [step for change in changes for step in await _record(conn, change)]
    return list({step.alert_id: step for step in steps}.values())


async def record_controller_online(db: Pool, site: str, version: int, time: datetime, grace: timedelta) -> None:
    """The controller is back: what it was offline for shorter than the grace was nothing."""
    async with transaction(db) as conn:
        await store.lock_conditions(conn, [controller_offline(site).key])
        for held in await store.take_held_before(conn, site, version):
            if time - held.time >= grace:
                await _record(conn, _offline(held))
        await _record(conn, _online(site, version, time))


async def record_controller_offline(db: Pool, held: HeldOffline, grace: timedelta, now: datetime) -> None:
    """The controller is away. An alert is raised when the grace is over and it is not back."""
    change = _offline(held)
    async with transaction(db) as conn:
        await store.lock_conditions(conn, [change.condition.key])
        after = (await store.get_around(conn, change.condition, change.position)).after
        if after is None and grace:
            await store.hold_offline(conn, held, now + grace)
        elif after is None or after.active or after.time - held.time >= grace:
            await _record(conn, change)


async def raise_overdue(db: Pool, now: datetime) -> None:
    """Raise the alerts of controllers whose grace is over."""
    for site in await store.list_due_sites(db, now):
        async with transaction(db) as conn:
            await store.lock_conditions(conn, [controller_offline(site).key])
            for held in await store.take_held_due(conn, site, now):
                await _record(conn, _offline(held))


async def acknowledge_alert(db: Pool, caller: Caller, alert_id: str, now: datetime) -> Changed:
    """Raises AlertNotFound, NotAllowed, AlertAlreadyResolved, InvalidInput."""
    async with transaction(db) as conn:
        alert = await _get_locked(conn, caller, Operation.ALERTS_ACKNOWLEDGE, alert_id)
        acknowledged = acknowledge(alert, caller.name, now)
        if acknowledged != alert:
            await _save(conn, [acknowledged])
    return Changed(acknowledged, alert)


async def resolve_alert(db: Pool, caller: Caller, alert_id: str, now: datetime) -> Changed:
    """Raises AlertNotFound, NotAllowed, InvalidInput."""
    async with transaction(db) as conn:
        alert = await _get_locked(conn, caller, Operation.ALERTS_RESOLVE, alert_id)
        if alert.state is State.RESOLVED:
            return Changed(alert, alert)
        newest = await store.get_newest_change(conn, alert.condition)
        await _record(conn, resolved_by_hand(alert, newest, caller.name, now))
        return Changed(await _get(conn, alert_id), alert)


async def get_alert(db: Pool, caller: Caller, alert_id: str) -> Alert:
    """Raises AlertNotFound, NotAllowed, InvalidInput."""
    async with db.acquire() as conn:
        alert = await _get(conn, alert_id)
    caller.require(Operation.ALERTS_READ, alert.condition.site)
    return alert


async def list_alerts(db: Pool, chosen: Filter, limit: int) -> tuple[list[Alert], bool]:
    """At most `limit` alerts, newest first, and whether there are more."""
    alerts = await store.list_alerts(db, chosen, limit + 1)
    return alerts[:limit], len(alerts) > limit


async def _record(conn: Connection, change: Change) -> list[Alert]:
    if not await store.add_change(conn, change):
        return []
    around = await store.get_around(conn, change.condition, change.position)
    steps = follow(change, around, new_id())
    await _save(conn, steps)
    return steps


async def _save(conn: Connection, steps: Sequence[Alert]) -> None:
    """Store the alerts as they are after the steps, and tell of every step."""
    for alert in {step.alert_id: step for step in steps}.values():
        await store.save_alert(conn, alert)
    for step in steps:
        alert_changes.labels(step.condition.rule, step.state).inc()
        log.info("alert changed", site=step.condition.site, key=step.condition.key, state=step.state, text=step.text)
        await outbox.append(conn, alert_event(step), subject=step.condition.site)


async def _get(conn: Connection, alert_id: str) -> Alert:
    try:
        alert = await store.get_alert(conn, str(UUID(alert_id)))
    except ValueError as error:
        raise InvalidInput("alert_id is no UUID", field="alert_id") from error
    if alert is None:
        raise AlertNotFound("there is no such alert", alert_id=alert_id)
    return alert


async def _get_locked(conn: Connection, caller: Caller, operation: Operation, alert_id: str) -> Alert:
    alert = await _get(conn, alert_id)
    caller.require(operation, alert.condition.site)
    await store.lock_conditions(conn, [alert.condition.key])
    return await _get(conn, alert_id)


def _offline(held: HeldOffline) -> Change:
    place = position(held.version, active=True)
    text = "The site controller is offline"
    return Change(
        controller_offline(held.site), place, active=True, time=held.time, severity=Severity.CRITICAL, text=text
    )


def _online(site: str, version: int, time: datetime) -> Change:
    place = position(version, active=False)
    text = "The site controller is online"
    return Change(controller_offline(site), place, active=False, time=time, severity=Severity.CRITICAL, text=text)
