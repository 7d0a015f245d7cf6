"""Every day: the ledger's clearing account against Stripe's balance transactions, and payouts against their parts."""

from datetime import timedelta

from motorway_kit.db import transaction

from payments.app.comparing import Run
from payments.app.facts import keep, take_in
from payments.db import facts as store
from payments.domain.payout import ClearingDifference, Itemised, Payout, content_of
from payments.domain.reconciliation import Break, BreakClass

OVERLAP = timedelta(days=2)
FIRST = timedelta(days=30)
PAYOUTS = timedelta(days=14)
"""How long the state of a payout may change: a bank may send it back within days."""
QUIET = timedelta(hours=2)
"""How long after a movement both sides must have it: the hourly run has been there."""


async def compare_clearing(run: Run) -> None:
    """Take in what moved, book what only Stripe tells (fees, payouts), and compare."""
    since = run.since(OVERLAP, FIRST)
    await take_in(run, since)
    await _compare_payouts(run)
    differ = await store.clearing_differences(run.parts.db, since, run.at - QUIET)
    await run.all_of(BreakClass.CLEARING_DIFFERS, [_clearing_break(run, one) for one in differ])


def _clearing_break(run: Run, differs: ClearingDifference) -> Break:
    return Break(
        break_class=BreakClass.CLEARING_DIFFERS,
        found_at=run.at,
        site_id=differs.site_id,
        payment_id=differs.payment_id,
        stripe_id=differs.source_id,
        amount_minor=differs.stripe_minor - differs.ledger_minor,
        currency=differs.currency,
        details=differs.details,
    )


async def _compare_payouts(run: Run) -> None:
    async for payout in run.parts.stripe.books.payouts(run.since(PAYOUTS, FIRST)):
        async with transaction(run.parts.db) as conn:
            await store.save_payout(conn, payout)
    differ = [
        _payout_break(run, payout)
        for payout in await store.unreconciled(run.parts.db)
        if payout.itemised is not Itemised.NOT_YET and not await _adds_up(run, payout)
    ]
    await run.all_of(BreakClass.PAYOUT_DIFFERS, differ)


async def _adds_up(run: Run, payout: Payout) -> bool:
    itemised = payout.itemised is Itemised.YES
    made_of = await run.parts.stripe.books.transactions_of(payout.payout_id) if itemised else []
    await keep(run, made_of)
    content = content_of(payout, made_of)
    async with transaction(run.parts.db) as conn:
        await store.save_content(conn, payout.payout_id, content)
    return content.reconciled


def _payout_break(run: Run, payout: Payout) -> Break:
    return Break(
        break_class=BreakClass.PAYOUT_DIFFERS,
        found_at=run.at,
        stripe_id=payout.payout_id,
        amount_minor=payout.amount_minor,
        currency=payout.currency,
        details="what it is made of does not add up to it",
    )
