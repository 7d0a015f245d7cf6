"""Who works on the same rows in another order waits or tries again; nobody is told that the service failed."""

import asyncio
from typing import Any

import asyncpg
from motorway.pos.v1 import accounts_pb2
from motorway_kit.db import transaction
from motorway_kit.testing import wait_until
from pos.app.sale_steps import persistently
from pos.db import pumps as store
from pos.domain.pump import PumpState, Sighting
from pos.parts import Pos

from .clock import ManualClock
from .pump_world import SITE, with_site
from .sales_world import ACCOUNT, Station, account, prepaid, state_of, tender


async def two_accounts(station: Station) -> None:
    await account(station)
    other = accounts_pb2.Account(
        account_id="bolt", name="Bolt Ltd", currency="GBP", home_site=SITE, credit_limit_minor=10_000
    )
    await station.accounts.call("PutAccount", accounts_pb2.PutAccountRequest(account=other))


async def waiting(db: Any) -> bool:
    """Whether somebody waits for a lock."""
    return bool(await db.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"))


async def test_accounts_are_charged_in_one_order(station: Station) -> None:
    """Two customers split what they pay between the same two accounts, each in an order of his own."""
    await two_accounts(station)
    halves = [tender(ACCOUNT, amount_minor=500, account_id=who) for who in ("acme", "bolt")]
    async with transaction(station.parts.db) as conn:
        await conn.execute("SELECT 1 FROM account WHERE account_id = 'acme' FOR UPDATE")
        opening = asyncio.create_task(station.open(**prepaid(1_000, *reversed(halves))))
        await wait_until(lambda: waiting(station.parts.db))
        await conn.execute("SET LOCAL deadlock_timeout = '50ms'")
        await conn.execute("SELECT 1 FROM account WHERE account_id = 'bolt' FOR UPDATE")
    sale = await opening
    assert state_of(sale) == "AUTHORISED"
    assert [t.account_id for t in sale.tenders] == ["bolt", "acme"]


async def test_what_ran_into_a_deadlock_is_done_again() -> None:
    tries = []

    async def work() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise asyncpg.DeadlockDetectedError("deadlock detected")
        return "done"

    assert (await persistently(work), len(tries)) == ("done", 2)


async def test_an_emergency_stop_is_kept_by_a_word_that_says_nothing_of_it(parts: Pos, clock: ManualClock) -> None:
    """Both are stored at the same time; the second one waits for the first."""
    await with_site(parts)
    at = clock()

    def seen(seconds: int, stopped: bool | None) -> Sighting:
        clock.now = at
        clock.forward(seconds=seconds)
        return Sighting(SITE, 1, PumpState.CLOSED, 0, "", clock(), emergency_stopped=stopped)

    async with transaction(parts.db) as conn:
        await store.store_sightings(conn, [seen(1, stopped=True)], clock())
        second = asyncio.create_task(store.store_sightings(parts.db, [seen(2, stopped=None)], clock()))
        await wait_until(lambda: waiting(parts.db))
    await second
    status = await store.get_status(parts.db, SITE, 1)
    assert status is not None
    assert status.emergency_stopped
