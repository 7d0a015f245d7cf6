"""The diagrams of docs/erd show what the migrations make."""

from pathlib import Path

import asyncpg

from tools.check.outcome import Outcome, found
from tools.docs.erd import documents, stale


def check(root: Path) -> Outcome:
    """Migrate every service into a throw-away PostgreSQL and compare what it holds with docs/erd."""
    try:
        fresh = documents(root)
    except (asyncpg.PostgresError, RuntimeError) as error:
        return Outcome(ok=False, output=f"{type(error).__name__}: {error}")
    return found(f"{path} is not what `make docs` writes" for path in stale(root, fresh))
