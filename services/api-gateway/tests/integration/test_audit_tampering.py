"""Whoever tampers with the audit is found; and the application cannot."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from api_gateway.__main__ import MIGRATIONS
from api_gateway.app.audit import Audit
from api_gateway.app.calls import Calls
from api_gateway.db import audit as db
from motorway_access.chain import Finding, Kind, extend, link
from motorway_access.testing import CallerKeys
from motorway_kit.db import Pool
from motorway_kit.testing import DatabaseFactory

from .records import ACCEPTED, Clock, make_call, make_calls, superuser
from .replicas import FIRST, LAST, appending

Connection = Any
DAYS = 3
PER_DAY = 4


@dataclass
class Chain:
    url: str
    db: Pool
    audit: Audit
    calls: Calls
    ids: list[list[str]]
    clock: Clock

    async def findings(self) -> list[Finding]:
        return [finding async for day in self.audit.verify(FIRST, LAST) for finding in day.findings]

    async def named(self) -> list[tuple[Kind, int, str]]:
        return [(finding.kind, finding.sequence, finding.record_id) for finding in await self.findings()]

    def day(self, number: int) -> str:
        return (self.clock.now - timedelta(days=DAYS - 1 - number)).date().isoformat()


@pytest_asyncio.fixture
async def chain(database: DatabaseFactory, caller_keys: CallerKeys) -> AsyncIterator[Chain]:
    """Three days of four records each, written by the application's role."""
    url, clock = await database(MIGRATIONS, application_role=True), Clock()
    async with asyncpg.create_pool(url, min_size=1, max_size=4) as pool:
        calls = make_calls(pool, caller_keys, clock)
        async with appending(calls):
            ids = []
            for day in range(DAYS):
                clock.now += timedelta(days=1) if day else timedelta()
                ids.append([await _record(calls, number) for number in range(PER_DAY)])
        yield Chain(url, pool, Audit(pool, caller_keys.verifier.is_sealed), calls, ids, clock)


async def _record(calls: Calls, number: int) -> str:
    call = make_call(target=f"thing/{number}", site="m1" if number % 2 else "m2")
    await calls.begin(call, None)
    await calls.end(call, ACCEPTED, None, None)
    return call.record_id


async def test_an_untouched_chain_is_intact_over_all_days(chain: Chain) -> None:
    days = [day async for day in chain.audit.verify(FIRST, LAST)]
    assert [(day.records, day.findings) for day in days] == [(PER_DAY, [])] * DAYS
    heads = await _heads(chain)
    assert [head.previous_day for head in heads] == ["", days[0].day, days[1].day]


async def test_an_altered_record_is_named(chain: Chain) -> None:
    async with superuser(chain.url) as conn:
        await conn.execute("UPDATE audit_record SET actor_name = 'bob' WHERE record_id = $1", chain.ids[1][2])
    [finding] = await chain.findings()
    assert (finding.kind, finding.day, finding.sequence, finding.record_id) == (
        Kind.ALTERED,
        chain.day(1),
        3,
        chain.ids[1][2],
    )


async def test_a_removed_record_is_named(chain: Chain) -> None:
    async with superuser(chain.url) as conn:
        await conn.execute("DELETE FROM audit_record WHERE record_id = $1", chain.ids[1][2])
    assert await chain.named() == [(Kind.REMOVED, 3, "")]


async def test_an_inserted_record_is_named_also_when_the_others_make_room(chain: Chain) -> None:
    async with superuser(chain.url) as conn:
        forged = "00000000-0000-7000-8000-00000000f0f0"
        later = "UPDATE audit_record SET sequence = sequence + 1000 WHERE day = $1 AND sequence > 2"
        await conn.execute(later, _date(chain))
        await conn.execute("UPDATE audit_record SET sequence = sequence - 999 WHERE sequence > 1000")
        await _copied(conn, chain, sequence=3, record_id=forged)
    found = await chain.named()
    assert (Kind.INSERTED, 3, forged) in found
    assert {record_id for _, _, record_id in found} == {forged, chain.ids[1][2], chain.ids[1][3]}


async def test_a_record_at_the_end_is_named(chain: Chain) -> None:
    async with superuser(chain.url) as conn:
        forged = "00000000-0000-7000-8000-00000000f0f0"
        await _copied(conn, chain, sequence=PER_DAY + 1, record_id=forged)
    assert await chain.named() == [(Kind.INSERTED, PER_DAY + 1, forged)]


async def test_rewriting_the_whole_chain_is_found_and_names_the_first_record_of_it(chain: Chain) -> None:
    await _rewrite(chain, from_sequence=2)
    found = await chain.named()
    assert found[0] == (Kind.UNSEALED, 0, "")
    assert found[1:] == [(Kind.ALTERED, number, chain.ids[1][number - 1]) for number in (2, 3, 4)] + [
        (Kind.REMOVED, 0, "")
    ]


async def test_a_cut_tail_is_found_with_and_without_a_head_made_for_it(chain: Chain) -> None:
    async with superuser(chain.url) as conn:
        await conn.execute("DELETE FROM audit_record WHERE day = $1 AND sequence > 2", _date(chain, 2))
        assert await chain.named() == [(Kind.REMOVED, 3, "")]
        await conn.execute(
            "UPDATE audit_day d SET records = 2, last_hash = r.hash, seal = r.seal FROM audit_record r"
            " WHERE d.day = $1 AND r.day = d.day AND r.sequence = 2",
            _date(chain, 2),
        )
    assert await chain.named() == [(Kind.UNSEALED, 0, "")]


async def test_a_day_that_is_gone_is_named(chain: Chain) -> None:
    async with superuser(chain.url) as conn:
        await conn.execute("DELETE FROM audit_record WHERE day = $1", _date(chain))
        await conn.execute("DELETE FROM audit_day WHERE day = $1", _date(chain))
    [finding] = await chain.findings()
    assert (finding.kind, finding.day, finding.sequence) == (Kind.REMOVED, chain.day(1), 0)


async def test_a_head_that_is_gone_is_found(chain: Chain) -> None:
    async with superuser(chain.url) as conn:
        await conn.execute("DELETE FROM audit_day WHERE day = $1", _date(chain))
    [finding] = await chain.findings()
    assert (finding.kind, finding.day, finding.sequence) == (Kind.UNSEALED, chain.day(1), 0)


async def test_going_on_after_the_newest_day_was_cut_is_noticed_by_the_replica_that_knew_it(chain: Chain) -> None:
    """The database alone cannot show it: the day before is the newest then, and truly sealed (ADR 0029)."""
    async with superuser(chain.url) as conn:
        await conn.execute("DELETE FROM audit_record WHERE day = $1", _date(chain, 2))
        await conn.execute("DELETE FROM audit_day WHERE day = $1", _date(chain, 2))
    assert await chain.named() == []
    before = _count("motorway_audit_went_back_total")
    async with appending(chain.calls):
        await _record(chain.calls, 1)
    assert _count("motorway_audit_went_back_total") == before + 1


WRITES = [
    "INSERT INTO {table} SELECT * FROM {table} LIMIT 0",
    "UPDATE {table} SET day = day",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "DROP TABLE {table}",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "CREATE RULE nothing AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "CREATE TRIGGER nothing BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse('owner')",
    "COPY {table} FROM STDIN",
]


@pytest.mark.parametrize("table", ["audit_record", "audit_day"])
@pytest.mark.parametrize("write", WRITES)
async def test_the_application_cannot_write_to_the_tables(chain: Chain, table: str, write: str) -> None:
    async with chain.db.acquire() as conn:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute(write.format(table=table))
        assert await conn.fetchval(f"SELECT count(*) FROM {table}") > 0


@pytest.mark.parametrize("function", ["audit_append(jsonb, text[], bytea[], bytea[])", "audit_refuse()"])
async def test_the_application_cannot_replace_the_functions(chain: Chain, function: str) -> None:
    async with chain.db.acquire() as conn:
        for change in (f"DROP FUNCTION {function}", f"ALTER FUNCTION {function} SECURITY INVOKER"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await conn.execute(change)


async def test_privileges_granted_later_open_nothing(chain: Chain) -> None:
    async with superuser(chain.url) as conn:
        await conn.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC")
    async with chain.db.acquire() as app:
        for write in WRITES[:4]:
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
                await app.execute(write.format(table="audit_record"))
    assert await chain.named() == []


async def test_the_only_way_in_takes_nothing_that_does_not_continue_the_chain(
    chain: Chain, caller_keys: CallerKeys
) -> None:
    async with chain.db.acquire() as conn:
        head = await db.last_head(conn)
        assert head
        content = dict(await db.find(conn, chain.ids[0][0]) or {}) | {
            "record_id": "00000000-0000-7000-8000-0000000000f1"
        }
        fresh, records = extend(head, head.day, [content], caller_keys.signer.seal)
        older = extend(None, head.day, [content], caller_keys.signer.seal)
        refused: list[tuple[Any, Any]] = [
            older,
            (fresh, []),
            (fresh, [{**records[0], "actor_name": "bob"}]),
            (fresh, [{**records[0], "hash": "00" * 32}]),
            (extend(head, "2999-01-01", [content], caller_keys.signer.seal)),
        ]
        for new_head, batch in refused:
            with pytest.raises((asyncpg.IntegrityConstraintViolationError, asyncpg.DataError)):
                await db.append(conn, new_head, batch)
        await db.append(conn, fresh, records)
    assert await chain.named() == []


async def _heads(chain: Chain) -> list[Any]:
    async with chain.db.acquire() as conn:
        return list((await db.heads(conn, FIRST, LAST)).values())


def _date(chain: Chain, number: int = 1) -> Any:
    return FIRST.fromisoformat(chain.day(number))


async def _copied(conn: Connection, chain: Chain, **changes: Any) -> None:
    """The second record of the second day once more, with changes and a hash that fits."""
    record = dict(await conn.fetchrow("SELECT * FROM audit_record WHERE record_id = $1", chain.ids[1][1])) | changes
    record["hash"] = bytes.fromhex(link(record["previous_hash"].hex(), db.record_of(record)))
    places = ", ".join(f"${number}" for number in range(1, len(record) + 1))
    await conn.execute(f"INSERT INTO audit_record VALUES ({places})", *record.values())


async def _rewrite(chain: Chain, from_sequence: int) -> None:
    """As somebody would who may do everything, but has not the key."""
    async with superuser(chain.url) as conn:
        rows = await conn.fetch("SELECT * FROM audit_record WHERE day = $1 ORDER BY sequence", _date(chain))
        last = rows[from_sequence - 2]["hash"]
        for row in rows[from_sequence - 1 :]:
            record = dict(row) | {"actor_name": "eve", "previous_hash": last}
            record["hash"] = bytes.fromhex(link(last.hex(), db.record_of(record)))
            await conn.execute(
                "UPDATE audit_record SET actor_name = 'eve', previous_hash = $2, hash = $3 WHERE record_id = $1",
                row["record_id"],
                last,
                record["hash"],
            )
            last = record["hash"]
        await conn.execute("UPDATE audit_day SET last_hash = $2 WHERE day = $1", _date(chain), last)


def _count(name: str) -> float:
    from prometheus_client import REGISTRY

    return REGISTRY.get_sample_value(name) or 0.0
