"""Looks at payments that wait, without being told to: webhooks may be late or lost, and customers go away."""

import asyncio
from datetime import timedelta

from motorway_kit.db import FAILURES
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from payments.app import snapshots
from payments.app.changes import changing
from payments.db import payments as store
from payments.domain.steps import give_up
from payments.domain.timing import looked_at, overdue
from payments.parts import Payments

log = get_logger(__name__)

POLL_S = 1.0
AT_ONCE = 20
LEASE = timedelta(seconds=30)


async def keep_looking(parts: Payments) -> None:
    """For ever."""
    while True:
        try:
            while await look_at_due(parts):
                pass
        except FAILURES as error:
            log.warning("payments cannot be looked at", error=repr(error))
        await asyncio.sleep(POLL_S)


async def look_at_due(parts: Payments) -> int:
    """Those whose time has come. Returns how many."""
    now = parts.clock()
    due = await store.claim_to_look_at(parts.db, now, now + LEASE, AT_ONCE)
    for payment_id in due:
        try:
            await look_at(parts, payment_id)
        except MotorwayError as error:
            log.warning("a payment is looked at again later", payment_id=payment_id, reason=error.reason)
    return len(due)


async def look_at(parts: Payments, payment_id: str) -> None:
    """Ask Stripe how it is, and give it up when its customer has waited for too long.

    Raises what `provider.errors.asking` raises.
    """
    await snapshots.refresh(parts, payment_id)
    async with changing(parts, payment_id) as change:
        reason = overdue(change.payment, parts.clock())
        if reason:
            change.payment, change.what = give_up(change.payment, reason, parts.clock()), "given_up"
            return
        await store.look_again(change.conn, payment_id, looked_at(change.payment, parts.clock()).look_at)
