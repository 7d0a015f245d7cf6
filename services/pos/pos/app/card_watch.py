"""Card payments of which nothing was heard for a while: payments is asked what became of them, for ever."""

import asyncio
from datetime import timedelta

from motorway_kit.db import FAILURES
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from pos import metrics
from pos.app.card_charges import Unstarted, end_unstarted
from pos.app.card_outcomes import hear_of
from pos.db import card_payments as store
from pos.db.card_payments import Waiting
from pos.parts import Pos

log = get_logger(__name__)

POLL_S = 5.0
AGAIN = timedelta(seconds=60)
BATCH = 50


async def keep_asking(parts: Pos, poll_s: float = POLL_S) -> None:
    """Any number of replicas may run: each payment is asked about by one of them at a time."""
    while True:
        try:
            while await ask_waiting(parts) == BATCH:
                pass
            metrics.cards_waiting.set(await store.count_waiting(parts.db))
        except FAILURES as error:
            log.warning("waiting card payments cannot be looked at", error=str(error))
        await asyncio.sleep(poll_s)


async def ask_waiting(parts: Pos) -> int:
    """Ask once about every payment that is due; returns how many there were."""
    waiting = await store.claim_waiting(parts.db, parts.clock(), AGAIN, BATCH)
    for one in waiting:
        try:
            with parts.cards.by_itself():
                await _ask(parts, one)
        except MotorwayError as error:
            log.info("payments cannot be asked", payment=one.payment_id, reason=error.reason)
    return len(waiting)


async def _ask(parts: Pos, one: Waiting) -> None:
    """Whoever asked for it died before payments knew of it, or its word did not come."""
    try:
        payment = await parts.cards.get(one.payment_id)
    except MotorwayError as error:
        if error.reason != "PaymentNotFound":
            raise
        await end_unstarted(parts, Unstarted(one.sale_id, one.payment_id))
        return
    await hear_of(parts, payment)
