"""Rules and their versions in PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import asyncpg
import orjson
from motorway_kit.db import Connection, Pool

CHANGED = "alerts_rules"
"""The channel on which changes of rules are told of."""
COLUMNS = "rule_id, version, document, origin, changed_at, changed_by, modified, deleted"
SAVE = f"""
INSERT INTO alert_rule ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (rule_id) DO UPDATE SET
  version = excluded.version, document = excluded.document, origin = excluded.origin, modified = excluded.modified,
  deleted = excluded.deleted, changed_at = excluded.changed_at, changed_by = excluded.changed_by
"""  # noqa: S608 - of constants
ADD_VERSION = """
INSERT INTO alert_rule_version (rule_id, version, document, changed_at, changed_by, reason)
VALUES ($1, $2, $3, $4, $5, $6)
"""
LIST = f"""
SELECT {COLUMNS} FROM alert_rule
WHERE NOT deleted AND rule_id COLLATE "C" > $1
  AND ($2::bool IS NULL OR (document->'enabled')::bool = $2)
  AND ($3 = '' OR document->'sites' = '[]' OR document->'sites' ? $3)
  AND ($4 = '' OR rule_id ILIKE '%' || $4 || '%' OR document->>'name' ILIKE '%' || $4 || '%')
  AND ($5::text[] IS NULL OR document->'sites' = '[]' OR document->'sites' ?| $5)
ORDER BY rule_id COLLATE "C" LIMIT $6
"""  # noqa: S608 - of constants
VERSIONS = """
SELECT rule_id, version, document, changed_at, changed_by, reason FROM alert_rule_version
WHERE rule_id = $1 AND ($2 = 0 OR version < $2) ORDER BY version DESC LIMIT $3
"""

Document = dict[str, Any]


class Origin(StrEnum):
    LIBRARY = "LIBRARY"
    OWN = "OWN"


@dataclass(frozen=True)
class StoredRule:
    """`modified`: a rule of the library that somebody changed, and that does not follow the library any more."""

    rule_id: str
    version: int
    document: Document
    origin: Origin
    changed_at: datetime
    changed_by: str
    modified: bool = False
    deleted: bool = False


@dataclass(frozen=True)
class RuleVersion:
    """Without a document the rule was deleted."""

    rule_id: str
    version: int
    document: Document | None
    changed_at: datetime
    changed_by: str
    reason: str


@dataclass(frozen=True)
class Search:
    """`enabled` None: either; `site`: rules that look there; `text` is in the id or the name; after the id `after`."""

    enabled: bool | None = None
    site: str = ""
    text: str = ""
    after: str = ""


async def lock(conn: Connection) -> None:
    """One at a time changes rules."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('alerts/rules', 0))")


async def get_rule(db: "Pool | Connection", rule_id: str) -> StoredRule | None:
    """A deleted one too."""
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM alert_rule WHERE rule_id = $1", rule_id)  # noqa: S608 - constants
    return _rule(row) if row else None


async def list_rules(db: Pool, search: Search, sites: Sequence[str] | None, limit: int) -> list[StoredRule]:
    """Those that look at one of the sites (None: any), by id."""
    rows = await db.fetch(LIST, search.after, search.enabled, search.site, search.text, sites, limit)
    return [_rule(row) for row in rows]


async def all_rules(db: "Pool | Connection", *, deleted: bool = False) -> list[StoredRule]:
    """Every one, also those that are not enabled."""
    rows = await db.fetch(f"SELECT {COLUMNS} FROM alert_rule WHERE deleted <= $1 ORDER BY rule_id", deleted)  # noqa: S608
    return [_rule(row) for row in rows]


async def save_rule(conn: Connection, rule: StoredRule, reason: str) -> None:
    """The rule as it is from now on, and its version; whoever evaluates is told at the end of the transaction."""
    document = orjson.dumps(rule.document).decode()
    changed = rule.changed_at, rule.changed_by
    await conn.execute(SAVE, rule.rule_id, rule.version, document, rule.origin, *changed, rule.modified, rule.deleted)
    kept = None if rule.deleted else document
    await conn.execute(ADD_VERSION, rule.rule_id, rule.version, kept, *changed, reason)
    await conn.execute("SELECT pg_notify($1, $2)", CHANGED, rule.rule_id)


async def list_versions(db: Pool, rule_id: str, before: int, limit: int) -> list[RuleVersion]:
    """Newest first, below the version `before` (0: from the newest on)."""
    return [_version(row) for row in await db.fetch(VERSIONS, rule_id, before, limit)]


def _version(row: asyncpg.Record) -> RuleVersion:
    document = orjson.loads(row["document"]) if row["document"] else None
    return replace(RuleVersion(*row), document=document)


def _rule(row: asyncpg.Record) -> StoredRule:
    rule = StoredRule(*row)
    return replace(rule, document=orjson.loads(row["document"]), origin=Origin(row["origin"]))
