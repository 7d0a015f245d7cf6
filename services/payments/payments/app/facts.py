"""Taking in what Stripe says of the money that it holds for us: balance transactions, and what only they tell."""

from datetime import datetime, timedelta

from motorway_kit.db import transaction

from payments.app import ledger
from payments.app.comparing import Run
from payments.db import facts as store
from payments.domain.payout import Transaction, bookings

UNPLACED = timedelta(days=2)
"""How long a fee waits for the payment that it is of to be in the ledger."""
BATCH = 200


async def take_in(run: Run, since: datetime) -> None:
    """Balance transactions that were made since then; fees and payouts among all that are not booked are posted."""
    batch: list[Transaction] = []
    async for one in run.parts.stripe.books.transactions(since):
        batch.append(one)
        if len(batch) == BATCH:
            await keep(run, batch)
            batch = []
    await keep(run, batch)
    while await _book(run) == BATCH:
        pass


async def keep(run: Run, transactions: list[Transaction]) -> None:
    """Once each."""
    async with transaction(run.parts.db) as conn:
        await store.insert_transactions(conn, transactions)
    await run.looked_at(len(transactions))


async def _book(run: Run) -> int:
    async with transaction(run.parts.db) as conn:
        found = await store.to_book(conn, run.at - UNPLACED, BATCH)
        for one in found:
            for entry in bookings(one.transaction, one.site_id, one.payment_id):
                await ledger.post(conn, entry)
        await store.booked(conn, [one.transaction.transaction_id for one in found], run.at)
    return len(found)
