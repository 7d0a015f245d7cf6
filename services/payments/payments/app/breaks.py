"""Breaks: found, healed, and explained by people."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from motorway_access.caller import Scope, current_caller
from motorway_access.roles import Operation
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from payments import book_events as events
from payments.db import breaks as store
from payments.domain.reconciliation import Break, BreakClass, BreakNotFound, KeptBreak, explained, healed

log = get_logger(__name__)

NO_LONGER = "it differs no more"


class Resolved(NamedTuple):
    """The break as it is now, and as it was."""

    kept: KeptBreak
    previous: KeptBreak


async def found(conn: Connection, break_: Break) -> bool:
    """Keep a break and tell of it. False: it is open already, or a person has explained it as it is."""
    break_id = new_id()
    if not await store.insert(conn, break_id, break_):
        return False
    log.warning("a break was found", break_class=break_.break_class, subject=break_.subject, details=break_.details)
    await outbox.append(conn, events.break_found(break_id, break_), subject=break_.site_id)
    return True


async def healed_at_once(conn: Connection, break_: Break, note: str) -> None:
    """Keep that it differed. Nobody need be told, except of one that had been told of."""
    await gone(conn, [break_.break_class], [break_.subject], break_.found_at, note)
    break_id = new_id()
    if await store.insert(conn, break_id, break_):
        await store.save_resolution(conn, healed(KeptBreak(break_id, break_), note, break_.found_at))


async def gone(
    conn: Connection, classes: Collection[BreakClass], about: Collection[str], at: datetime, note: str = NO_LONGER
) -> int:
    """Open ones of these classes, about these subjects or payments, differ no more. Returns how many."""
    open_ones = await store.lock_open(conn, classes, about)
    for one in open_ones:
        await _save(conn, healed(one, note, at))
    return len(open_ones)


async def gone_but(conn: Connection, break_class: BreakClass, still: Collection[str], at: datetime) -> int:
    """All open ones of the class differ no more, but of these subjects. Returns how many."""
    open_ones = await store.lock_open(conn, [break_class], None)
    over = [one for one in open_ones if one.found.subject not in still]
    for one in over:
        await _save(conn, healed(one, NO_LONGER, at))
    return len(over)


async def resolve(db: Pool, break_id: str, note: str, at: datetime) -> Resolved:
    """Say why it is one. Repeating it changes nothing.

    Raises BreakNotFound, NotAllowed, InvalidInput, BreakResolved.
    """
    async with transaction(db) as conn:
        before = await _granted(conn, break_id)
        after = explained(before, note, current_caller().name, at)
        if after is not before:
            await _save(conn, after)
    return Resolved(after, before)


async def list_breaks(
    db: Pool, scope: Scope, cursor: tuple[bool, str | None], limit: int, *, open_only: bool
) -> tuple[list[KeptBreak], bool]:
    """At most `limit`, open ones first (oldest first), then newest first; and whether there are more.

    `cursor`: whether the page before ended among the open ones (or was none), and with which break.
    """
    among_open, last = cursor
    listed = await store.list_open(db, scope, last, limit + 1) if among_open else []
    if not open_only and len(listed) <= limit:
        before = None if among_open else last
        listed += await store.list_resolved(db, scope, before, limit + 1 - len(listed))
    return listed[:limit], len(listed) > limit


async def _save(conn: Connection, kept: KeptBreak) -> None:
    await store.save_resolution(conn, kept)
    await outbox.append(conn, events.break_resolved(kept), subject=kept.found.site_id)


async def _granted(conn: Connection, break_id: str) -> KeptBreak:
    try:
        kept = await store.lock(conn, str(UUID(break_id)))
    except ValueError:
        kept = None
    if kept is None:
        raise BreakNotFound("there is no such break", break_id=break_id)
    current_caller().require(Operation.BREAKS_RESOLVE, kept.found.site_id)
    return kept
