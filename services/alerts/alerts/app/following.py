"""Stored rules follow the library, as long as nobody changed them."""

from dataclasses import replace
from datetime import datetime

from motorway_kit.db import Connection, Pool, transaction
from motorway_kit.log import get_logger

from alerts.db import rules as store
from alerts.db.rules import Origin, StoredRule
from alerts.domain.rules.library import plain
from alerts.library import library

log = get_logger(__name__)

ACTOR = "library"


async def follow_library(db: Pool, now: datetime) -> list[str]:
    """Add ready rules that were never there, and bring those up to date that nobody changed; says which.

    One that was changed or deleted stays as it is. Repeating it, also in another process, changes nothing more.
    """
    changed = []
    async with transaction(db) as conn:
        await store.lock(conn)
        stored = {rule.rule_id: rule for rule in await store.all_rules(conn, deleted=True)}
        for rule_id, rule in library().items():
            if await _follow(conn, stored.get(rule_id), (rule_id, plain(rule)), now):
                changed.append(rule_id)
    if changed:
        log.info("rules follow the library", rules=changed)
    return changed


async def _follow(
    conn: Connection, stored: StoredRule | None, ready: tuple[str, store.Document], now: datetime
) -> bool:
    rule_id, document = ready
    if stored is None:
        stored = StoredRule(rule_id, 0, document, Origin.LIBRARY, changed_at=now, changed_by=ACTOR)
    elif stored.modified or stored.deleted or stored.origin is Origin.OWN or stored.document == document:
        return False
    follows = replace(stored, version=stored.version + 1, document=document, changed_at=now, changed_by=ACTOR)
    await store.save_rule(conn, follows, "as the library has it")
    return True
