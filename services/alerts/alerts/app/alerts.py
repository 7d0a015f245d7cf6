"""What people do with alerts."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from motorway_access.caller import Caller
from motorway_access.roles import Operation
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.errors import Conflict, InvalidInput

from alerts.app.book import Book
from alerts.app.recording import record
from alerts.db import alerts as store
from alerts.db import conditions, journal, rules
from alerts.db.alerts import Filter
from alerts.domain.chatter import ended_by_hand
from alerts.domain.conditions import Alert, AlertNotFound, acknowledge, resolved_by_hand
from alerts.domain.incident import STORM_NAME, STORM_RESPONSE, STORM_RULE
from alerts.domain.journal import Step, assigned, noted

MAX_STEPS = 500


class IdempotencyKeyReused(Conflict):
    """The idempotency key was used for another request."""


class Note(NamedTuple):
    """`key` is the idempotency key, or empty."""

    alert_id: str
    text: str
    key: str = ""


class Changed(NamedTuple):
    """The alert as it is now, and as it was; the same when nothing was left to change."""

    alert: Alert
    previous: Alert


async def acknowledge_alert(db: Pool, caller: Caller, alert_id: str, now: datetime) -> Changed:
    """Raises AlertNotFound, NotAllowed, AlertAlreadyResolved, InvalidInput."""
    return await _change(db, caller, alert_id, now, lambda alert: acknowledge(alert, caller.name, now))


async def assign_alert(db: Pool, caller: Caller, alert_id: str, assignee: str, now: datetime) -> Changed:
    """Raises AlertNotFound, NotAllowed, AlertAlreadyResolved, InvalidInput."""
    return await _change(db, caller, alert_id, now, lambda alert: assigned(alert, assignee))


async def resolve_alert(db: Pool, caller: Caller, alert_id: str, now: datetime) -> Changed:
    """Raises AlertNotFound, NotAllowed, InvalidInput."""
    async with transaction(db) as conn:
        alert = await _get_locked(conn, caller, Operation.ALERTS_RESOLVE, alert_id)
        if not alert.is_open:
            return Changed(alert, alert)
        if alert.cleared_at is None:
            newest = await conditions.get_newest_change(conn, alert.condition)
            await record(conn, [resolved_by_hand(alert, newest, caller.name, now)], now)
        else:
            book = Book(now)
            book.step(alert, ended_by_hand(alert, caller.name, now), actor=caller.name)
            await book.write(conn)
        return Changed(await _get(conn, alert_id), alert)


async def add_note(db: Pool, caller: Caller, note: Note, now: datetime) -> tuple[Alert, Step]:
    """Raises AlertNotFound, NotAllowed, InvalidInput, IdempotencyKeyReused."""
    async with transaction(db) as conn:
        alert = await _get_locked(conn, caller, Operation.ALERTS_ACKNOWLEDGE, note.alert_id)
        known = await journal.get_note(conn, note.key) if note.key else None
        if known is not None:
            _require_same(known, note, caller)
            return alert, known
        book = Book(now)
        entry = book.note(alert, noted(alert, note.text), caller.name, note.text, note.key)
        await book.write(conn)
    return entry.alert, entry.step


async def get_alert(db: Pool, caller: Caller, alert_id: str) -> Alert:
    """Raises AlertNotFound, NotAllowed, InvalidInput."""
    async with db.acquire() as conn:
        alert = await _get(conn, alert_id)
    caller.require(Operation.ALERTS_READ, alert.condition.site)
    return alert


async def meaning_of(db: Pool, rule_id: str) -> tuple[str, str]:
    """What a rule is called and what to do, as it says now; empty for one that does not exist any more."""
    if rule_id == STORM_RULE:
        return STORM_NAME, STORM_RESPONSE
    rule = await rules.get_rule(db, rule_id)
    document = rule.document if rule is not None and not rule.deleted else {}
    return str(document.get("name", "")), str(document.get("response", ""))


async def list_steps(db: Pool, caller: Caller, alert_id: str) -> list[Step]:
    """Raises AlertNotFound, NotAllowed, InvalidInput."""
    alert = await get_alert(db, caller, alert_id)
    return await journal.list_steps(db, alert.alert_id, MAX_STEPS)


async def list_alerts(db: Pool, chosen: Filter, limit: int) -> tuple[list[Alert], bool]:
    """At most `limit` alerts, newest first, and whether there are more."""
    alerts = await store.list_alerts(db, chosen, limit + 1)
    return alerts[:limit], len(alerts) > limit


async def _change(db: Pool, caller: Caller, alert_id: str, now: datetime, changed: Callable[[Alert], Alert]) -> Changed:
    async with transaction(db) as conn:
        alert = await _get_locked(conn, caller, Operation.ALERTS_ACKNOWLEDGE, alert_id)
        after = changed(alert)
        if after != alert:
            book = Book(now)
            book.step(alert, after, actor=caller.name)
            await book.write(conn)
    return Changed(after, alert)


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
    await conditions.lock_sites(conn, [alert.condition.site])
    return await _get(conn, alert_id)


def _require_same(known: Step, note: Note, caller: Caller) -> None:
    if (known.alert_id, known.note, known.actor) != (str(UUID(note.alert_id)), note.text, caller.name):
        raise IdempotencyKeyReused("the idempotency key was used for another note", field="idempotency_key")
