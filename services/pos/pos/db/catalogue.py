"""The shop's items in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
from motorway_kit.db import Connection, Pool

from pos.domain.catalogue import Item

SELECT = "SELECT item_id, name, price_minor, vat_rate_bp, barcode, active FROM catalogue_item"

UPSERT = """
INSERT INTO catalogue_item (site_id, item_id, name, price_minor, vat_rate_bp, barcode, active, changed_at)
SELECT $1, *, $2 FROM unnest($3::text[], $4::text[], $5::bigint[], $6::int[], $7::text[], $8::bool[])
ON CONFLICT (site_id, item_id) DO UPDATE SET
  name = excluded.name, price_minor = excluded.price_minor, vat_rate_bp = excluded.vat_rate_bp,
  barcode = excluded.barcode, active = excluded.active, changed_at = excluded.changed_at
"""


async def lock_catalogue(conn: Connection, site_id: str) -> None:
    """Until the end of the transaction nobody else changes what the site sells."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('pos.catalogue/' || $1, 0))", site_id)


async def get_item(db: "Pool | Connection", site_id: str, item_id: str) -> Item | None:
    return _item(await db.fetchrow(f"{SELECT} WHERE site_id = $1 AND item_id = $2", site_id, item_id))


async def by_barcode(db: "Pool | Connection", site_id: str, barcode: str) -> Item | None:
    """The item of that barcode that the site sells."""
    query = f"{SELECT} WHERE site_id = $1 AND barcode = $2 AND active AND barcode <> ''"
    return _item(await db.fetchrow(query, site_id, barcode))


async def items_of(db: "Pool | Connection", site_id: str, item_ids: Sequence[str]) -> dict[str, Item]:
    """Those of the ids that there are, active or not."""
    rows = await db.fetch(f"{SELECT} WHERE site_id = $1 AND item_id = ANY($2)", site_id, item_ids)
    return {row["item_id"]: _of(row) for row in rows}


async def barcode_holders(db: "Pool | Connection", site_id: str, barcodes: Sequence[str]) -> dict[str, str]:
    """Barcode → the active item that has it."""
    rows = await db.fetch(
        "SELECT barcode, item_id FROM catalogue_item"
        " WHERE site_id = $1 AND barcode = ANY($2) AND active AND barcode <> ''",
        site_id,
        barcodes,
    )
    return {row["barcode"]: row["item_id"] for row in rows}


async def save_items(conn: Connection, site_id: str, items: Sequence[Item], at: datetime) -> None:
    await conn.execute(
        UPSERT,
        site_id,
        at,
        [item.item_id for item in items],
        [item.name for item in items],
        [item.price_minor for item in items],
        [item.vat_rate_bp for item in items],
        [item.barcode for item in items],
        [item.active for item in items],
    )


async def list_items(db: "Pool | Connection", site_id: str, words: Sequence[str], after: str, limit: int) -> list[Item]:
    """Active items after `after` in order of id, each of whose id, name or barcode holds every one of the words."""
    rows = await db.fetch(
        f"""{SELECT} WHERE site_id = $1 AND active AND item_id COLLATE "C" > $2
              AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS word
                              WHERE position(lower(word) IN lower(item_id || ' ' || name || ' ' || barcode)) = 0)
            ORDER BY item_id COLLATE "C" LIMIT $4""",
        site_id,
        after,
        words,
        limit,
    )
    return [_of(row) for row in rows]


def _item(row: asyncpg.Record | None) -> Item | None:
    return None if row is None else _of(row)


def _of(row: asyncpg.Record) -> Item:
    return Item(*row)
