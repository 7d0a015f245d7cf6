"""Disputes: taken in as Stripe tells of them, and shown with the evidence that would be sent."""

from datetime import datetime, timedelta
from typing import NamedTuple

from motorway_access.caller import Scope, current_caller
from motorway_access.roles import Operation
from motorway_kit import outbox
from motorway_kit.db import Connection, transaction
from motorway_kit.errors import MotorwayError
from motorway_kit.ids import new_id
from motorway_kit.log import get_logger

from payments.app import ledger, snapshots
from payments.app.evidence import evidence_for
from payments.db import disputes as store
from payments.db.disputes import Bundle, Place
from payments.desk_events import dispute_changed
from payments.domain.dispute import WON, Dispute, DisputeNotFound, DisputeSnapshot, apply_snapshot, opened
from payments.domain.dispute_books import entries_of
from payments.domain.ids import is_id
from payments.domain.ledger import EntryKind
from payments.parts import Payments

log = get_logger(__name__)
LOOK_AGAIN = timedelta(seconds=30)


class Answerable(NamedTuple):
    """A dispute, and what is or was sent to Stripe for it; None: pos cannot be asked for it now."""

    dispute: Dispute
    evidence: Bundle | None


async def apply(parts: Payments, snapshot: DisputeSnapshot) -> bool:
    """Take in what Stripe says of a dispute: state, books, events. False: its payment is not known here."""
    claimed = await store.payment_of(parts.db, snapshot.intent_id)
    if claimed is None:
        return False
    new = opened(new_id(), snapshot, claimed.payment_id, claimed.sale_id, claimed.site_id)
    async with transaction(parts.db) as conn:
        is_new = await store.insert(conn, new)
        before = await store.lock_of_stripe(conn, snapshot.stripe_id)
        assert before is not None
        after = apply_snapshot(before, snapshot, parts.clock())
        for entry in entries_of(after, snapshot):
            await ledger.post(conn, entry)
        if after.status == WON:
            await ledger.reverse(conn, EntryKind.DISPUTE_LOST, after.stripe_id, parts.clock())
        if is_new or after != before:
            await keep(conn, after, parts.clock())
    if not claimed.disputed:
        await snapshots.refresh(parts, claimed.payment_id)
    return True


async def keep(conn: Connection, dispute: Dispute, now: datetime) -> None:
    """Save it and tell of it, in the transaction that has locked it."""
    await store.save(conn, dispute, now + LOOK_AGAIN if dispute.is_on_its_way else None)
    await outbox.append(conn, dispute_changed(dispute), subject=dispute.site_id)


async def get_dispute(parts: Payments, dispute_id: str) -> Answerable:
    """With the evidence as it was sent, or would be. Raises DisputeNotFound, NotAllowed."""
    dispute = await granted(parts, dispute_id, Operation.DISPUTES_READ)
    bundle = await store.bundle(parts.db, dispute_id)
    if bundle is not None:
        return Answerable(dispute, bundle)
    try:
        return Answerable(dispute, await evidence_for(parts, dispute, ""))
    except MotorwayError as error:
        log.warning("no evidence to show", dispute=dispute_id, error=error.message)
        return Answerable(dispute, None)


async def list_disputes(
    parts: Payments, scope: Scope, after: Place | None, limit: int, *, open_only: bool
) -> tuple[list[Dispute], bool]:
    """At most `limit`, the most urgent first, then the newest; and whether there are more."""
    found = list(await store.list_disputes(parts.db, scope, after, limit + 1, open_only=open_only))
    return found[:limit], len(found) > limit


async def compare_with_stripe(parts: Payments, since: datetime) -> int:
    """Disputes that no webhook told of, or not all. `since`: new ones were opened since. Returns how many there are."""
    seen = {snapshot.stripe_id: snapshot async for snapshot in parts.stripe.desk.disputes(since)}
    for stripe_id in await store.undecided(parts.db):
        if stripe_id not in seen:
            seen[stripe_id] = await parts.stripe.desk.dispute(stripe_id)
    for snapshot in seen.values():
        await apply(parts, snapshot)
    return len(seen)


async def granted(parts: Payments, dispute_id: str, operation: Operation) -> Dispute:
    """The dispute, for who may. Raises DisputeNotFound, NotAllowed."""
    dispute = await store.get(parts.db, dispute_id) if is_id(dispute_id) else None
    if dispute is None:
        raise DisputeNotFound("there is no such dispute", dispute_id=dispute_id)
    current_caller().require(operation, dispute.site_id)
    return dispute
