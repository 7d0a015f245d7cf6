"""Posting to the ledger, and reading it."""

from collections.abc import Sequence
from datetime import datetime

from motorway_kit.db import Connection, Pool
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from payments.db import ledger as store
from payments.domain.ledger import Balance, Entry, EntryKind, Filter, PostedEntry, reversal_entry, same_money

log = get_logger(__name__)


async def post(conn: Connection, entry: Entry) -> bool:
    """Post what happened, in the transaction of its cause. False: it was there, and nothing is posted twice.

    A fact that is there with another amount is left as it is: what differs is found by comparing with Stripe.
    """
    if await store.post(conn, new_id(), entry):
        return True
    posted = await store.by_source(conn, entry.kind, entry.source_id)
    if posted is not None and not same_money(posted.entry, entry):
        log.error("a fact was posted with another amount", kind=entry.kind, source=entry.source_id)
    return False


async def reverse(conn: Connection, kind: EntryKind, source_id: str, at: datetime) -> bool:
    """Take back what was posted of a fact, by an entry that is its opposite. False: there is none, or it was."""
    posted = await store.by_source(conn, kind, source_id)
    return posted is not None and await post(conn, reversal_entry(posted, at))


async def list_entries(db: Pool, wanted: Filter, before: str | None, limit: int) -> tuple[list[PostedEntry], bool]:
    """At most `limit`, newest first, and whether there are more."""
    found = await store.list_entries(db, wanted, before, limit + 1)
    return found[:limit], len(found) > limit


async def get_balances(db: Pool, before: datetime | None) -> Sequence[Balance]:
    """Every account that was posted to, as it was before the instant; None: now."""
    return await store.balances(db, before)
