"""What can be done about discrepancies."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from motorway_access.caller import Scope, current_caller
from motorway_access.roles import Operation
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction

from pos.db import discrepancies as store
from pos.domain.discrepancy import DiscrepancyNotFound, resolved
from pos.domain.meters import Discrepancy, DiscrepancyState
from pos.parts import Pos
from pos.shift_events import discrepancy_resolved


class Resolved(NamedTuple):
    """The discrepancy as it is now, and as it was."""

    discrepancy: Discrepancy
    previous: Discrepancy


async def list_discrepancies(
    db: Pool, scope: Scope, states: Collection[DiscrepancyState], before: str | None, limit: int
) -> tuple[list[Discrepancy], bool]:
    """At most `limit`, newest first, and whether there are more."""
    found = await store.list_discrepancies(db, scope, states, before, limit + 1)
    return found[:limit], len(found) > limit


async def resolve_discrepancy(parts: Pos, discrepancy_id: str, resolution: str) -> Resolved:
    """Say why it is. Repeating it changes nothing.

    Raises DiscrepancyNotFound, NotAllowed, InvalidInput, DiscrepancyAlreadyResolved.
    """
    async with transaction(parts.db) as conn:
        before = await _granted(conn, discrepancy_id)
        after = resolved(before, resolution, current_caller().name, parts.clock())
        if after is not before:
            await save_resolved(conn, after)
    return Resolved(after, before)


async def save_resolved(conn: Connection, one: Discrepancy) -> None:
    """Write it down and tell of it."""
    await store.save_resolution(conn, one)
    await outbox.append(conn, discrepancy_resolved(one), subject=one.site_id)


async def _granted(conn: Connection, discrepancy_id: str) -> Discrepancy:
    try:
        found = await store.lock_discrepancy(conn, str(UUID(discrepancy_id)))
    except ValueError:
        found = None
    if found is None:
        raise DiscrepancyNotFound("there is no such discrepancy", discrepancy=discrepancy_id)
    current_caller().require(Operation.DISCREPANCIES_RESOLVE, found.site_id)
    return found
