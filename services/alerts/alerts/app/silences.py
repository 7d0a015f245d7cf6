"""Silences and maintenance windows: made, cancelled, and applied to the alerts that are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motorway_access.caller import Caller, NotAllowed, Scope
from motorway_access.roles import Operation
from motorway_kit.db import Pool, transaction

from alerts.app.alerts import IdempotencyKeyReused
from alerts.app.book import Book
from alerts.app.grouping import consider_all
from alerts.db import alerts as store
from alerts.db import conditions
from alerts.db import silences as silences_db
from alerts.domain.shelving import Silence, SilenceNotFound, cancel, checked


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which silences: `current_at` leaves out those that are over then; `before` is the last one's place."""

    scope: Scope
    before: tuple[datetime, str] | None = None
    current_at: datetime | None = None


async def create_silence(db: Pool, caller: Caller, silence: Silence, key: str, request_hash: bytes) -> Silence:
    """Raises InvalidInput, NotAllowed, IdempotencyKeyReused. The same key again: what was made then."""
    _require(caller, Operation.SILENCES_MANAGE, silence)
    checked(silence)
    async with transaction(db) as conn:
        if await silences_db.insert_silence(conn, silence, key, request_hash):
            return silence
        made, asked = await silences_db.get_by_key(conn, key)
    if asked != request_hash or made.created_by != caller.name:
        raise IdempotencyKeyReused("the idempotency key was used for another silence", field="idempotency_key")
    return made


async def cancel_silence(db: Pool, caller: Caller, silence_id: str, now: datetime) -> tuple[Silence, Silence]:
    """The silence as it is now, and as it was. Raises SilenceNotFound, NotAllowed, SilenceOver."""
    async with transaction(db) as conn:
        silence = await silences_db.lock_silence(conn, silence_id)
        if silence is None:
            raise SilenceNotFound("there is no such silence", silence_id=silence_id)
        _require(caller, Operation.SILENCES_MANAGE, silence)
        cancelled = cancel(silence, caller.name, now)
        if cancelled != silence:
            await silences_db.save_cancelled(conn, cancelled)
    return cancelled, silence


async def get_silence(db: Pool, caller: Caller, silence_id: str) -> Silence:
    """Raises SilenceNotFound, NotAllowed."""
    silence = await silences_db.get_silence(db, silence_id)
    if silence is None:
        raise SilenceNotFound("there is no such silence", silence_id=silence_id)
    if silence.sites and not any(caller.may(Operation.ALERTS_READ, site) for site in silence.sites):
        raise NotAllowed("this silence is of other sites", operation=Operation.ALERTS_READ)
    return silence


async def list_silences(db: Pool, chosen: Chosen, limit: int) -> tuple[list[Silence], bool]:
    """At most `limit`, newest first, and whether there are more."""
    found = await silences_db.list_silences(db, chosen.scope, chosen.before, limit + 1, to_come_from=chosen.current_at)
    return found[:limit], len(found) > limit


async def apply_due(db: Pool, now: datetime) -> None:
    """Look at the open alerts of silences that began or ended since they were last looked at.

    Last at those that a silence got hold of while it was ending: none that is over silences an alert.
    """
    for silence in await silences_db.list_due(db, now):
        for site in silence.sites or await silences_db.list_sites_with_open_alerts(db):
            await _look_at(db, site, now)
        await silences_db.set_done(db, silence.silence_id, now)
    for site in await silences_db.list_sites_left_silenced(db):
        await _look_at(db, site, now)


async def _look_at(db: Pool, site: str, now: datetime) -> None:
    async with transaction(db) as conn:
        await conditions.lock_sites(conn, [site])
        in_force = await silences_db.list_in_force(conn, [site], now)
        book = Book(now)
        await consider_all(conn, book, await store.list_open(conn, site), in_force)
        await book.write(conn)


def _require(caller: Caller, operation: Operation, silence: Silence) -> None:
    """At each of its sites; everywhere for one of every site."""
    sites: Sequence[str] = silence.sites
    for site in sites:
        caller.require(operation, site)
    if not sites and not caller.scope(operation).everything:
        raise NotAllowed(f"{caller.name or 'nobody'} may not silence every site", operation=operation)
