"""Calls on their way into the chain: none is lost, none is there twice, many go together."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from api_gateway.__main__ import MIGRATIONS
from api_gateway.app import appender
from api_gateway.app.audit import Audit
from api_gateway.app.calls import Calls
from api_gateway.db import calls as db
from api_gateway.domain.audit import Effect, Outcome, OutcomeNotRecorded
from api_gateway.domain.audit_search import Search
from api_gateway.domain.idempotency import Answer, Claim
from motorway_access.testing import CallerKeys
from motorway_kit.db import Pool
from motorway_kit.errors import Unavailable
from motorway_kit.testing import DatabaseFactory, wait_until

from .records import ACCEPTED, make_call, make_calls
from .replicas import FIRST, LAST, appending


@pytest_asyncio.fixture
async def pool(database: DatabaseFactory) -> AsyncIterator[Pool]:
    url = await database(MIGRATIONS, application_role=True)
    async with asyncpg.create_pool(url, min_size=1, max_size=8) as made:
        yield made


@pytest.fixture
def reader(pool: Pool, caller_keys: CallerKeys) -> Audit:
    return Audit(pool, caller_keys.verifier.is_sealed)


async def outcomes(reader: Audit) -> list[str]:
    records, _ = await reader.search(Search(), None, 500)
    return [record["outcome"] for record in records]


async def intact(reader: Audit) -> bool:
    return all(not day.findings for day in [day async for day in reader.verify(FIRST, LAST)])


async def serve(calls: Calls, **fields: Any) -> None:
    call = make_call(**fields)
    await calls.begin(call, None)
    await calls.end(call, ACCEPTED, None, None)


async def made_old(pool: Pool) -> None:
    await pool.execute("UPDATE pending_call SET started_at = started_at - interval '61 s'")


async def test_many_calls_of_two_replicas_make_one_chain_in_a_few_transactions(
    pool: Pool, reader: Audit, caller_keys: CallerKeys
) -> None:
    replicas = [make_calls(pool, caller_keys) for _ in range(2)]
    before = await pool.fetchval("SELECT count(DISTINCT xmin::text) FROM audit_record")
    async with appending(*replicas):
        await asyncio.gather(*(serve(replicas[number % 2], target=f"t/{number}") for number in range(300)))
    [day] = [day async for day in reader.verify(FIRST, LAST)]
    assert (day.records, day.findings, before) == (300, [], 0)
    assert await pool.fetchval("SELECT count(DISTINCT xmin::text) FROM audit_record") < 150
    assert await pool.fetchval("SELECT count(*) FROM pending_call") == 0


async def test_what_died_is_recorded_as_unknown_once_however_many_sweep(
    pool: Pool, reader: Audit, caller_keys: CallerKeys
) -> None:
    replicas = [make_calls(pool, caller_keys) for _ in range(2)]
    for number in range(20):
        await replicas[0].begin(make_call(target=f"t/{number}"), None)
    async with appending(*replicas):
        await asyncio.gather(*(calls.bury() for calls in replicas))
        assert await outcomes(reader) == []
        await made_old(pool)
        await asyncio.gather(*(calls.bury() for calls in replicas))
    assert await outcomes(reader) == ["unknown"] * 20
    assert await intact(reader)


async def test_a_call_that_was_swept_is_not_recorded_once_more_when_it_ends(
    pool: Pool, reader: Audit, caller_keys: CallerKeys
) -> None:
    calls, call = make_calls(pool, caller_keys), make_call()
    await calls.begin(call, None)
    await made_old(pool)
    async with appending(calls):
        await calls.bury()
        await calls.end(call, ACCEPTED, None, None)
    assert await outcomes(reader) == ["unknown"]


async def test_while_the_appender_stands_still_nothing_is_answered_and_nothing_lost(
    pool: Pool, reader: Audit, caller_keys: CallerKeys
) -> None:
    calls = make_calls(pool, caller_keys)
    ending = asyncio.create_task(serve(calls))
    await wait_until(lambda: pool.fetchval("SELECT count(*) FROM pending_call"))
    assert not ending.done()
    async with appending(calls):
        await ending
    assert await outcomes(reader) == ["accepted"]


async def test_a_caller_that_goes_away_while_it_waits_is_recorded_as_it_was(
    pool: Pool, reader: Audit, caller_keys: CallerKeys
) -> None:
    calls = make_calls(pool, caller_keys)
    ending = asyncio.create_task(serve(calls))
    await wait_until(lambda: calls.appender.waiting)
    ending.cancel()
    await asyncio.wait([ending])
    async with appending(calls):
        await wait_until(lambda: outcomes(reader))
    assert await outcomes(reader) == ["accepted"]


async def test_a_record_that_the_database_refuses_takes_no_others_with_it(
    pool: Pool, reader: Audit, caller_keys: CallerKeys
) -> None:
    calls = make_calls(pool, caller_keys)
    bad = serve(calls, at="not a time", target="bad")
    results = [asyncio.create_task(work) for work in (serve(calls), bad, serve(calls))]
    await wait_until(lambda: calls.appender.waiting == 3)
    async with appending(calls):
        await asyncio.wait(results)
    assert isinstance(results[1].exception(), OutcomeNotRecorded)
    assert await outcomes(reader) == ["accepted", "accepted"]
    assert await intact(reader)


async def test_a_full_queue_refuses_before_anything_is_done(pool: Pool, caller_keys: CallerKeys) -> None:
    calls = make_calls(pool, caller_keys)
    waiting = [asyncio.create_task(serve(calls)) for _ in range(3)]
    await wait_until(lambda: calls.appender.waiting == 3)
    small = Calls(pool, appender.Appender(pool, caller_keys.signer.seal, waiting_max=0), calls.sealer)
    with pytest.raises(Unavailable, match="nothing is done"):
        await small.begin(make_call(), None)
    async with appending(calls):
        await asyncio.gather(*waiting)


async def test_values_come_back_as_they_were_put_in(pool: Pool, reader: Audit, caller_keys: CallerKeys) -> None:
    calls = make_calls(pool, caller_keys)
    odd = {"big": 2**70, "small": 5e-324, "one": 1.0, "minus": -0.0, "wide": 1e22, "text": 'é"\\\u2028😀', "none": None}
    async with appending(calls):
        values: list[Any] = [odd, [], {}, "", 0, None, True, {"a": {"b": [odd]}}, "\x00\ud800", {"x": "y" * 40_000}]
        for value in values:
            call = make_call(user_agent='quote" and \\ and \x07 and \x00')
            await calls.begin(call, None)
            await calls.end(call, Effect(Outcome.ACCEPTED, 200, before=value, after=value), None, None)
    assert await intact(reader)
    records, _ = await reader.search(Search(), None, 500)
    assert records[-1]["before"] == odd
    assert records[0]["after"]["too_big"]


async def test_expired_keys_are_removed(pool: Pool, caller_keys: CallerKeys) -> None:
    calls, call, claim = make_calls(pool, caller_keys), make_call(), Claim("user:1", "k", b"f")
    async with appending(calls):
        assert await calls.begin(call, claim) is None
        await calls.end(call, ACCEPTED, claim, Answer(200, (), b"done"))
        assert await calls.begin(make_call(), claim) == Answer(200, (), b"done")
    async with pool.acquire() as conn:
        assert await db.remove_expired(conn) == 0
        await conn.execute("UPDATE idempotent_call SET expires_at = now()")
        assert await db.remove_expired(conn) == 1


async def test_a_key_that_was_taken_over_keeps_the_answer_of_whoever_took_it(
    pool: Pool, reader: Audit, caller_keys: CallerKeys
) -> None:
    calls, slow, next_one, claim = make_calls(pool, caller_keys), make_call(), make_call(), Claim("user:1", "k", b"f")
    async with appending(calls):
        await calls.begin(slow, claim)
        await made_old(pool)
        await pool.execute("UPDATE idempotent_call SET started_at = started_at - interval '61 s'")
        assert await calls.begin(next_one, claim) is None
        await calls.end(next_one, ACCEPTED, claim, Answer(200, (), b"second"))
        await calls.end(slow, ACCEPTED, claim, Answer(200, (), b"first"))
        assert await calls.begin(make_call(), claim) == Answer(200, (), b"second")
    assert sorted(await outcomes(reader)) == ["accepted", "unknown"]
