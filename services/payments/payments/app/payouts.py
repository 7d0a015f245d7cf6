"""Payouts as they were seen at Stripe."""

from datetime import datetime

from motorway_kit.db import Pool

from payments.db import facts as store
from payments.domain.payout import KeptPayout


async def list_payouts(db: Pool, before: tuple[datetime, str] | None, limit: int) -> tuple[list[KeptPayout], bool]:
    """At most `limit`, newest first, and whether there are more."""
    found = await store.list_payouts(db, before, limit + 1)
    return list(found[:limit]), len(found) > limit
