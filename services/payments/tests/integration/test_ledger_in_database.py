"""What the database itself keeps true of the ledger, whoever writes."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import payments
import pytest
import pytest_asyncio
from motorway_kit.db import Pool, pool, transaction
from motorway_kit.health import Health
from motorway_kit.ids import new_id
from motorway_kit.testing import DatabaseFactory
from payments.app import ledger
from payments.domain.ledger import Account, EntryKind, Filter, Of, capture_entry, fee_entry, refund_entry

MIGRATIONS = Path(payments.__path__[0]) / "migrations"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
ENTRY = """
INSERT INTO ledger_entry (entry_id, source_kind, source_id, site_id, currency, legs, occurred_at)
VALUES ($1, 'capture', $2, 'm25-cobham', 'GBP', $3, now())
"""
LEG = """
INSERT INTO ledger_leg (entry_id, source_kind, source_id, leg_kind, amount_minor) VALUES ($1, 'capture', $2, $3, $4)
"""


@pytest_asyncio.fixture
async def db(database: DatabaseFactory) -> AsyncIterator[Pool]:
    async with pool(await database(MIGRATIONS), Health()) as opened:
        yield opened


def of(payment_id: str = "", site: str = "m25-cobham", at: datetime = NOON) -> Of:
    return Of(payment_id or new_id(), site, "GBP", at)


async def _write(db: Pool, legs: int, *amounts: tuple[str, int]) -> str:
    entry_id = new_id()
    async with transaction(db) as conn:
        await conn.execute(ENTRY, entry_id, f"ch_{entry_id}", legs)
        for account, amount in amounts:
            await conn.execute(LEG, entry_id, f"ch_{entry_id}", account, amount)
    return entry_id


@pytest.mark.parametrize(
    ("legs", "amounts"),
    [
        (2, [("stripe_clearing", 500), ("takings", -499)]),
        (2, [("stripe_clearing", 500)]),
        (2, []),
        (2, [("stripe_clearing", 500), ("takings", -400), ("fees", -100)]),
    ],
)
async def test_an_unbalanced_entry_cannot_be_committed(db: Pool, legs: int, amounts: list[tuple[str, int]]) -> None:
    with pytest.raises(asyncpg.CheckViolationError, match="does not balance"):
        await _write(db, legs, *amounts)
    assert await db.fetchval("SELECT count(*) FROM ledger_entry") == 0


async def test_nothing_is_added_to_an_entry_later(db: Pool) -> None:
    entry_id = await _write(db, 2, ("stripe_clearing", 500), ("takings", -500))
    balanced = [(entry_id, f"ch_{entry_id}", "bank", 7), (entry_id, f"ch_{entry_id}", "fees", -7)]
    with pytest.raises(asyncpg.CheckViolationError, match="does not balance"):
        await db.executemany(LEG, balanced)


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_leg"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET source_id = 'ch_x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
async def test_what_is_posted_stays(db: Pool, table: str, statement: str) -> None:
    await _write(db, 2, ("stripe_clearing", 500), ("takings", -500))
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="only added to"):
        await db.execute(statement.format(table))


async def test_a_fact_is_posted_once_whoever_brings_it(db: Pool) -> None:
    entry = capture_entry(of(), "ch_1", 500)

    async def post() -> bool:
        async with transaction(db) as conn:
            return await ledger.post(conn, entry)

    assert sorted(await asyncio.gather(*(post() for _ in range(6)))) == [False] * 5 + [True]
    assert await db.fetchval("SELECT count(*) FROM ledger_leg") == 2


async def test_a_fact_with_another_amount_is_not_posted_over_the_first(db: Pool) -> None:
    about = of()
    async with transaction(db) as conn:
        assert await ledger.post(conn, capture_entry(about, "ch_1", 500))
        assert not await ledger.post(conn, capture_entry(about, "ch_1", 501))
    assert {b.account: b.balance_minor for b in await ledger.get_balances(db, None)}[Account.TAKINGS] == -500


async def test_balances_are_of_what_happened_before(db: Pool) -> None:
    async with transaction(db) as conn:
        await ledger.post(conn, capture_entry(of(), "ch_1", 500))
        await ledger.post(conn, fee_entry(of(at=NOON + timedelta(days=1)), "txn_1", 27))
    before = {b.account: b.balance_minor for b in await ledger.get_balances(db, NOON + timedelta(days=1))}
    assert before == {Account.STRIPE_CLEARING: 500, Account.TAKINGS: -500}
    now = {b.account: b.balance_minor for b in await ledger.get_balances(db, None)}
    assert now == {Account.FEES: 27, Account.STRIPE_CLEARING: 473, Account.TAKINGS: -500}


async def test_entries_are_listed_newest_first_by_what_they_are_of(db: Pool) -> None:
    payment = new_id()
    async with transaction(db) as conn:
        await ledger.post(conn, capture_entry(of(payment), "ch_1", 500))
        await ledger.post(conn, refund_entry(of(payment, at=NOON + timedelta(hours=1)), "re_1", 200))
        await ledger.post(conn, fee_entry(of(site="m1-leicester"), "txn_1", 27))

    async def kinds(wanted: Filter) -> list[EntryKind]:
        found, more = await ledger.list_entries(db, wanted, None, 10)
        assert not more
        return [posted.entry.kind for posted in found]

    assert await kinds(Filter()) == [EntryKind.FEE, EntryKind.REFUND, EntryKind.CAPTURE]
    assert await kinds(Filter(payment_id=payment)) == [EntryKind.REFUND, EntryKind.CAPTURE]
    assert await kinds(Filter(account=Account.FEES)) == [EntryKind.FEE]
    assert await kinds(Filter(site_id="m1-leicester")) == [EntryKind.FEE]
    assert await kinds(Filter(site_id="m25-cobham", end=NOON + timedelta(hours=1))) == [EntryKind.CAPTURE]
    first, more = await ledger.list_entries(db, Filter(), None, 2)
    assert more
    rest, more = await ledger.list_entries(db, Filter(), first[-1].entry_id, 2)
    assert ([posted.entry.kind for posted in rest], more) == ([EntryKind.CAPTURE], False)
