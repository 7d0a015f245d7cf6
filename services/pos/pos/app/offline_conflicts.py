"""What tills did without a line, as people look at it afterwards."""

from typing import NamedTuple

from motorway_access.caller import current_caller
from motorway_kit import outbox
from motorway_kit.db import Connection, Pool, transaction

from pos.app.desk import as_uuid
from pos.app.offline_devices import sound_id
from pos.db import offline as store
from pos.db.offline import Filter, Listed
from pos.domain.offline import OfflineOperationNotFound, Operation, resolved
from pos.offline_events import conflict_resolved
from pos.parts import Pos


class Resolved(NamedTuple):
    """The operation as it is now, and as it was."""

    operation: Operation
    previous: Operation


async def list_operations(db: Pool, wanted: Filter, before: int | None, limit: int) -> tuple[list[Listed], bool]:
    """At most `limit`, newest first, and whether there are more. Raises InvalidInput."""
    if wanted.device_id:
        sound_id(wanted.device_id, "device_id")
    found = await store.list_operations(db, wanted, before, limit + 1)
    return found[:limit], len(found) > limit


async def resolve_operation(parts: Pos, site_id: str, operation_id: str, resolution: str) -> Resolved:
    """Say what was done about it. Repeating it changes nothing.

    Raises OfflineOperationNotFound, InvalidInput, OfflineOperationApplied, OfflineOperationResolved.
    """
    async with transaction(parts.db) as conn:
        before = await _locked(conn, site_id, operation_id)
        after = resolved(before, resolution, current_caller().name, parts.clock())
        if after is not before:
            await store.save_resolution(conn, after)
            await outbox.append(conn, conflict_resolved(after), subject=site_id)
    return Resolved(after, before)


async def _locked(conn: Connection, site_id: str, operation_id: str) -> Operation:
    known = as_uuid(operation_id)
    found = await store.lock_operation(conn, known) if known else None
    if found is None or found.site_id != site_id:
        raise OfflineOperationNotFound("the site has no such operation", site=site_id, operation=operation_id)
    return found
