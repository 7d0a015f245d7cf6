"""Pictures of who left without paying, in PostgreSQL."""

from datetime import datetime

import asyncpg
from motorway_kit.db import Connection, Pool

from pos.domain.photo import Photo

ABOUT = (
    "photo_id, sale_id, site_id, content_type, octet_length(content) AS size_bytes, sha256, added_by, added_at"
    " FROM sale_photo"
)

INSERT = """
INSERT INTO sale_photo (photo_id, sale_id, site_id, content_type, content, sha256, added_by, added_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""

FORGET = """
DELETE FROM sale_photo WHERE photo_id IN (
  SELECT photo_id FROM sale_photo AS photo
  WHERE added_at < $1 OR (added_at < $2
    AND EXISTS (SELECT 1 FROM sale WHERE sale.sale_id = photo.sale_id AND sale.clearing IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM debt WHERE debt.sale_id = photo.sale_id))
  LIMIT $3)
"""


async def insert(conn: Connection, photo: Photo, content: bytes) -> None:
    await conn.execute(
        INSERT,
        photo.photo_id,
        photo.sale_id,
        photo.site_id,
        photo.content_type,
        content,
        photo.sha256,
        photo.added_by,
        photo.added_at,
    )


async def photos_of(db: "Pool | Connection", sale_id: str) -> list[Photo]:
    """Oldest first."""
    rows = await db.fetch(f"SELECT {ABOUT} WHERE sale_id = $1 ORDER BY photo_id", sale_id)
    return [_photo(row) for row in rows]


async def any_of(conn: Connection, sale_id: str) -> bool:
    return bool(await conn.fetchval("SELECT EXISTS (SELECT 1 FROM sale_photo WHERE sale_id = $1)", sale_id))


async def get(db: "Pool | Connection", sale_id: str, photo_id: str) -> Photo | None:
    """Both must be UUIDs."""
    row = await db.fetchrow(f"SELECT {ABOUT} WHERE sale_id = $1 AND photo_id = $2", sale_id, photo_id)
    return None if row is None else _photo(row)


async def content_of(db: Pool, photo_id: str) -> bytes | None:
    content: bytes | None = await db.fetchval("SELECT content FROM sale_photo WHERE photo_id = $1", photo_id)
    return content


async def remove(conn: Connection, photo_id: str) -> None:
    await conn.execute("DELETE FROM sale_photo WHERE photo_id = $1", photo_id)


async def forget(db: Pool, before: datetime, needless_before: datetime, most: int) -> int:
    """Remove those that were added before, or that nobody owes for any more; at most so many. How many there were."""
    done = await db.execute(FORGET, before, needless_before, most)
    return int(done.rpartition(" ")[2])


def _photo(row: asyncpg.Record) -> Photo:
    return Photo(
        photo_id=str(row["photo_id"]),
        sale_id=str(row["sale_id"]),
        site_id=row["site_id"],
        content_type=row["content_type"],
        size_bytes=row["size_bytes"],
        sha256=row["sha256"],
        added_by=row["added_by"],
        added_at=row["added_at"],
    )
