"""Which deployment this is."""

from motorway_kit.db import Pool


async def deployment(db: Pool) -> str:
    """Made when the database was, and the same ever after."""
    return str(await db.fetchval("SELECT deployment_id FROM deployment"))
