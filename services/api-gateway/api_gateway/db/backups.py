"""Copies of the installation that deploy/backup has told of."""

from motorway_kit.db import Connection

NEWEST = """
SELECT coalesce(extract(epoch FROM max(at)), 0)::float8,
       coalesce(extract(epoch FROM max(at) FILTER (WHERE proven)), 0)::float8
FROM backup_run
"""


async def newest(conn: Connection) -> tuple[float, float]:
    """Seconds since 1970 of the newest copy, and of the newest that was proven; 0: there is none."""
    found = await conn.fetchrow(NEWEST)
    assert found is not None
    return found[0], found[1]
