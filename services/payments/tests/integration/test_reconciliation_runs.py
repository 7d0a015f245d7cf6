"""Who runs, when, and what is left of it."""

import asyncio
from datetime import timedelta

import pytest
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import InvalidInput, MotorwayError
from motorway_kit.testing import wait_until
from payments import metrics
from payments.app import reconciliation
from payments.app.comparing import LEASE, RunTakenOver
from payments.app.reconciliation import ReconciliationRunning, reconcile_if_due
from payments.db import runs
from payments.parts import Payments
from stripe_simulator.fault_rules import Do, Match, Rule

from .books_world import HOURS, MINUTES, BooksWorld, unhurried
from .simulated import SimulatedStripe


@pytest.fixture
def books(parts: Payments, stripe_simulator: SimulatedStripe, keys: CallerKeys) -> BooksWorld:
    return BooksWorld(unhurried(parts), stripe_simulator, keys)


async def left(books: BooksWorld) -> list[tuple[str, str, str]]:
    rows = await books.parts.db.fetch("SELECT what, started_by, failure FROM reconciliation_run ORDER BY run_id")
    return [tuple(row) for row in rows]


async def test_replicas_do_one_run_of_a_kind_together(books: BooksWorld) -> None:
    replicas = [reconcile_if_due(books.parts, what) for what in ("minutes", "hourly", "daily") for _ in range(4)]
    done = [tally for tally in await asyncio.gather(*replicas) if tally is not None]
    assert len(done) == 3
    assert sorted(await left(books)) == [(what, "payments", "") for what in ("daily", "hourly", "minutes")]


async def test_a_run_is_due_again_after_its_time(books: BooksWorld) -> None:
    assert await reconcile_if_due(books.parts, "hourly") is not None
    books.stripe.forward(59 * MINUTES)
    assert await reconcile_if_due(books.parts, "hourly") is None
    books.stripe.forward(2 * MINUTES)
    assert await reconcile_if_due(books.parts, "hourly") is not None


async def test_a_run_leaves_what_it_did_and_who_asked(books: BooksWorld) -> None:
    await books.charge()
    tally = await books.run("hourly")
    row = await books.parts.db.fetchrow("SELECT * FROM reconciliation_run")
    assert row is not None
    assert (row["what"], row["started_by"], row["failure"]) == ("hourly", "test", "")
    assert (row["compared"], row["found"], row["healed"]) == tally
    assert row["ended_at"] is not None


async def test_a_run_that_fails_says_so_and_is_tried_again_from_where_it_was(books: BooksWorld) -> None:
    payment = await books.charge()
    books.stripe.spoil(Rule(match=Match(path="/v1/balance_transactions"), do=Do.ERROR_BEFORE, times=1))
    with pytest.raises(MotorwayError):
        await reconcile_if_due(books.parts, "hourly")
    assert await left(books) == [("hourly", "payments", "OutcomeUnknown")]
    assert await reconcile_if_due(books.parts, "hourly") is None, "not at once"
    books.stripe.forward(6 * MINUTES)
    assert await reconcile_if_due(books.parts, "hourly") is not None
    fees = await books.parts.db.fetch("SELECT payment_id::text FROM ledger_entry WHERE source_kind = 'fee'")
    assert [row[0] for row in fees] == [payment.payment_id]


async def test_a_second_run_of_the_kind_is_refused_and_one_that_died_is_taken_over(books: BooksWorld) -> None:
    now = books.parts.clock()
    start = runs.Start("01970000-0000-7000-8000-000000000001", "hourly", now, "dead", now + LEASE)
    async with books.parts.db.acquire() as conn:
        assert await runs.begin(conn, start, None)
    with pytest.raises(ReconciliationRunning):
        await books.run("hourly")
    books.stripe.forward(LEASE.total_seconds() + 1)
    await books.run("hourly")
    assert await left(books) == [("hourly", "dead", "abandoned"), ("hourly", "test", "")]
    extended = await runs.extend(books.parts.db, start.run_id, now + timedelta(hours=1), runs.Tally())
    assert not extended, "who was silent has lost it"
    assert issubclass(RunTakenOver, MotorwayError)


async def test_a_run_goes_on_when_whoever_asked_for_it_goes_away(books: BooksWorld, keys: CallerKeys) -> None:
    with calling(keys):
        asking = asyncio.create_task(reconciliation.reconcile(books.parts, "hourly"))

    async def begun() -> bool:
        return bool(await left(books))

    await wait_until(begun)
    asking.cancel()

    async def over() -> bool:
        return bool(await books.parts.db.fetchval("SELECT ended_at IS NOT NULL FROM reconciliation_run"))

    await wait_until(over)
    assert await left(books) == [("hourly", "test", "")]


async def test_what_is_no_kind_of_run_is_refused(books: BooksWorld, keys: CallerKeys) -> None:
    with calling(keys), pytest.raises(InvalidInput) as refused:
        await reconciliation.reconcile(books.parts, "weekly")
    assert refused.value.context["field"] == "what"


async def test_operators_see_what_is_open_and_when_it_was_compared(books: BooksWorld) -> None:
    await books.charge()
    await books.parts.db.execute("UPDATE payment SET currency = 'EUR'")
    books.stripe.forward(11 * MINUTES)
    await books.run("hourly")
    ran_at = books.parts.clock().timestamp()
    books.stripe.forward(2 * HOURS)
    await reconciliation.measure(books.parts)
    assert metrics.breaks_open.labels("currency_differs")._value.get() == 1
    assert metrics.break_oldest._value.get() == pytest.approx(2 * HOURS, abs=30)
    assert metrics.reconciled_at.labels("hourly")._value.get() == pytest.approx(ran_at, abs=30)
