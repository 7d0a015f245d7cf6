"""What the desk does by itself: whatever was begun and not answered, and what no webhook has told."""

import asyncio
from datetime import timedelta

from motorway_kit.db import FAILURES
from motorway_kit.errors import MotorwayError
from motorway_kit.log import get_logger

from payments.app import disputes
from payments.app.dispute_decisions import send_waiting
from payments.app.saved_cards import detach_removed, look_at_waiting
from payments.parts import Payments

log = get_logger(__name__)
LOOK_EVERY_S = 5.0
COMPARE_EVERY = timedelta(minutes=15)
OVERLAP = timedelta(hours=2)
FIRST_LOOK_BACK = timedelta(days=30)


async def keep_desk(parts: Payments) -> None:
    """For ever, at any number of processes."""
    compared = parts.clock() - COMPARE_EVERY
    since = compared - FIRST_LOOK_BACK
    while True:
        try:
            await look_at_waiting(parts)
            await send_waiting(parts)
            await detach_removed(parts)
            if (now := parts.clock()) - compared >= COMPARE_EVERY:
                compared = now
                await disputes.compare_with_stripe(parts, since)
                since = now - OVERLAP
        except (MotorwayError, *FAILURES) as error:
            log.warning("the desk was interrupted", error=repr(error))
        await asyncio.sleep(LOOK_EVERY_S)
