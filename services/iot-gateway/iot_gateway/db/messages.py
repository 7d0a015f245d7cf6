"""SQL of controllers, transactions and quarantine."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from motorway_access.caller import Scope
from motorway_kit.db import Connection

from iot_gateway.db import Reader
from iot_gateway.domain.records import ConnectionChange, Controller, Quarantined

QUARANTINED = "quarantine_id::text, received_at, site, topic, reason, detail, content_type, payload, payload_size"


class PumpSequence(NamedTuple):
    site: str
    pump: int
    sequence: int


async def save_connections(conn: Connection, changes: Sequence[ConnectionChange]) -> list[ConnectionChange]:
    """Only what differs is written; returns that, with the new versions."""
    rows = await conn.fetch(
        "INSERT INTO controller AS c (site, online, software_version, changed_at, last_seen_at, version)"
        " SELECT site, online, software_version, at, at, 1"
        " FROM unnest($1::text[], $2::bool[], $3::text[], $4::timestamptz[]) AS u (site, online, software_version, at)"
        " ORDER BY site ON CONFLICT (site) DO UPDATE SET online = excluded.online,"
        " changed_at = greatest(c.changed_at, excluded.changed_at),"
        " software_version = coalesce(nullif(excluded.software_version, ''), c.software_version),"
        " version = c.version + 1"
        " WHERE c.online <> excluded.online"
        " OR excluded.online AND excluded.software_version NOT IN ('', c.software_version)"
        " RETURNING site, online, software_version, changed_at, version",
        [change.site for change in changes],
        [change.online for change in changes],
        [change.software_version for change in changes],
        [change.at for change in changes],
    )
    return [ConnectionChange(row[0], row[1], row[2], row[3], row[4]) for row in rows]


async def list_controllers(conn: Reader, scope: Scope) -> list[Controller]:
    rows = await conn.fetch(
        "SELECT site, online, software_version, changed_at, last_seen_at FROM controller"
        " WHERE $1::text[] IS NULL OR site = ANY($1) ORDER BY site",
        scope.listed,
    )
    return [Controller(*row) for row in rows]


async def touch_controllers(conn: Reader, seen: Sequence[tuple[str, datetime]]) -> None:
    await conn.execute(
        "INSERT INTO controller AS c (site, online, software_version, changed_at, last_seen_at, version)"
        " SELECT site, false, '', at, at, 0 FROM unnest($1::text[], $2::timestamptz[]) AS u (site, at) ORDER BY site"
        " ON CONFLICT (site) DO UPDATE SET last_seen_at = greatest(c.last_seen_at, excluded.last_seen_at)",
        [site for site, _ in seen],
        [at for _, at in seen],
    )


async def lock_pumps(conn: Connection, pumps: Sequence[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """One transaction at a time moves a pump's watermark. `pumps` are sorted and different.

    Returns behind which number of its series the pump's own count.
    """
    columns = [site for site, _ in pumps], [pump for _, pump in pumps]
    await conn.execute(
        "INSERT INTO transaction_watermark (site, pump, sequence)"
        " SELECT site, pump, 0 FROM unnest($1::text[], $2::int[]) AS u (site, pump) ORDER BY 1, 2"
        " ON CONFLICT DO NOTHING",
        *columns,
    )
    rows = await conn.fetch(
        "SELECT site, pump, base FROM transaction_watermark"
        " WHERE (site, pump) IN (SELECT * FROM unnest($1::text[], $2::int[])) ORDER BY site, pump FOR UPDATE",
        *columns,
    )
    return {(site, pump): base for site, pump, base in rows}


async def insert_transactions(
    conn: Connection, keys: Sequence[PumpSequence], payloads: Sequence[bytes], now: datetime
) -> set[PumpSequence]:
    """Returns the new ones."""
    rows = await conn.fetch(
        "INSERT INTO fuelling_transaction (site, pump, sequence, payload, received_at)"
        " SELECT site, pump, sequence, payload, $5"
        " FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bytea[]) AS u (site, pump, sequence, payload)"
        " ON CONFLICT DO NOTHING RETURNING site, pump, sequence",
        *_columns(keys),
        list(payloads),
        now,
    )
    return {PumpSequence(*row) for row in rows}


async def stored_payloads(conn: Connection, keys: Sequence[PumpSequence]) -> dict[PumpSequence, bytes]:
    rows = await conn.fetch(
        "SELECT site, pump, sequence, payload FROM fuelling_transaction WHERE (site, pump, sequence) IN"
        " (SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[]))",
        *_columns(keys),
    )
    return {PumpSequence(row[0], row[1], row[2]): row[3] for row in rows}


async def advance_watermarks(conn: Connection, pumps: Sequence[tuple[str, int]]) -> list[PumpSequence]:
    """Move over what is contiguous now; returns where the pumps' watermarks are."""
    rows = await conn.fetch(
        "WITH RECURSIVE run (site, pump, sequence) AS ("
        " SELECT site, pump, sequence FROM transaction_watermark"
        " WHERE (site, pump) IN (SELECT * FROM unnest($1::text[], $2::int[]))"
        " UNION ALL SELECT t.site, t.pump, t.sequence FROM run JOIN fuelling_transaction t"
        " ON t.site = run.site AND t.pump = run.pump AND t.sequence = run.sequence + 1)"
        " UPDATE transaction_watermark w SET sequence = top.sequence"
        " FROM (SELECT site, pump, max(sequence) AS sequence FROM run GROUP BY site, pump) top"
        " WHERE w.site = top.site AND w.pump = top.pump RETURNING w.site, w.pump, w.sequence",
        [site for site, _ in pumps],
        [pump for _, pump in pumps],
    )
    return [PumpSequence(*row) for row in rows]


async def skip_transactions(conn: Connection, given_up: PumpSequence, first: int) -> bool:
    """Move the pump's watermark up to the sequence given up; False when it is not yet just before `first`."""
    moved = await conn.fetchval(
        "UPDATE transaction_watermark SET sequence = greatest(sequence, $3)"
        " WHERE site = $1 AND pump = $2 AND sequence >= $4 - 1 RETURNING true",
        *given_up,
        first,
    )
    return bool(moved)


def _columns(keys: Sequence[PumpSequence]) -> tuple[list[str], list[int], list[int]]:
    return [key.site for key in keys], [key.pump for key in keys], [key.sequence for key in keys]


async def insert_quarantined(conn: Reader, rows: Sequence[tuple[Quarantined, bytes | None]]) -> None:
    """A message with the fingerprint of an earlier one is that message again."""
    await conn.executemany(
        "INSERT INTO quarantine (quarantine_id, received_at, site, topic, reason, detail, content_type, payload,"
        " payload_size, fingerprint) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        " ON CONFLICT (fingerprint) DO NOTHING",
        [(*row, fingerprint) for row, fingerprint in rows],
    )


async def list_quarantine(conn: Reader, scope: Scope, before: str | None, limit: int) -> list[Quarantined]:
    rows = await conn.fetch(
        f"SELECT {QUARANTINED} FROM quarantine"  # noqa: S608
        " WHERE ($1::text[] IS NULL OR site = ANY($1)) AND ($2::uuid IS NULL OR quarantine_id < $2)"
        " ORDER BY quarantine_id DESC LIMIT $3",
        scope.listed,
        before,
        limit,
    )
    return [Quarantined(*row) for row in rows]


async def count_quarantine(conn: Reader, scope: Scope) -> int:
    sql = "SELECT count(*) FROM quarantine WHERE $1::text[] IS NULL OR site = ANY($1)"
    return int(await conn.fetchval(sql, scope.listed))


async def prune_quarantine(conn: Reader, older_than: datetime, keep: int) -> None:
    await conn.execute("DELETE FROM quarantine WHERE received_at < $1", older_than)
    await conn.execute(
        "DELETE FROM quarantine WHERE quarantine_id <="
        " (SELECT quarantine_id FROM quarantine ORDER BY quarantine_id DESC OFFSET $1 LIMIT 1)",
        keep,
    )
