"""Channels, recipients, rotas and policies in PostgreSQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import orjson
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from alerts.db.rotas import overrides_since
from alerts.domain.arrangements import Arrangements
from alerts.domain.channel import SECRETS, Channel
from alerts.domain.documents import Document, DocumentKind
from alerts.domain.policy import Policy
from alerts.domain.recipient import Recipient
from alerts.domain.rota import Rota

MODELS: Mapping[DocumentKind, type[Document]] = {
    DocumentKind.CHANNEL: Channel,
    DocumentKind.RECIPIENT: Recipient,
    DocumentKind.ROTA: Rota,
    DocumentKind.POLICY: Policy,
}
LIST = """
SELECT * FROM notification_document
WHERE kind = $1 AND ($2::text[] IS NULL OR sites = '{}' OR sites && $2) ORDER BY id
"""
SAVE = """
INSERT INTO notification_document (kind, id, sites, body, sealed, version, changed_at, changed_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (kind, id) DO UPDATE SET
  sites = excluded.sites, body = excluded.body, sealed = excluded.sealed, version = excluded.version,
  changed_at = excluded.changed_at, changed_by = excluded.changed_by
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as it is kept. A channel is without its secret, which is in `sealed`."""

    document: Document
    version: int
    changed_at: datetime
    changed_by: str
    sealed: bytes | None = None


async def lock(conn: Connection) -> None:
    """Until the end of the transaction nobody else changes a document."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('alerts/notification_document', 0))")


async def get(db: "Pool | Connection", kind: DocumentKind, document_id: str) -> Stored | None:
    row = await db.fetchrow("SELECT * FROM notification_document WHERE kind = $1 AND id = $2", kind, document_id)
    return None if row is None else _stored(row)


async def list_documents(db: "Pool | Connection", kind: DocumentKind, scope: Scope) -> list[Stored]:
    """Those of one of the sites, and those of all, by id."""
    return [_stored(row) for row in await db.fetch(LIST, kind, scope.listed)]


async def save(conn: Connection, kind: DocumentKind, stored: Stored) -> None:
    document = stored.document
    values = document.id, list(document.sites), _body(document), stored.sealed
    await conn.execute(SAVE, kind, *values, stored.version, stored.changed_at, stored.changed_by)


async def remove(conn: Connection, kind: DocumentKind, document_id: str) -> None:
    await conn.execute("DELETE FROM notification_document WHERE kind = $1 AND id = $2", kind, document_id)


async def arrangements(conn: Connection, now: datetime) -> Arrangements:
    """Everything, with the stand-ins that are not over and the devices that are subscribed."""
    rows = await conn.fetch("SELECT * FROM notification_document")
    found: dict[DocumentKind, dict[str, Any]] = {kind: {} for kind in DocumentKind}
    for row in rows:
        found[DocumentKind(row["kind"])][row["id"]] = _stored(row).document
    return Arrangements(
        channels=found[DocumentKind.CHANNEL],
        recipients=found[DocumentKind.RECIPIENT],
        rotas=found[DocumentKind.ROTA],
        policies=found[DocumentKind.POLICY],
        overrides=await overrides_since(conn, now),
        devices=await _devices(conn),
    )


async def _devices(conn: Connection) -> dict[str, Sequence[str]]:
    rows = await conn.fetch("SELECT user_id, array_agg(subscription_id::text) AS ids FROM push_subscription GROUP BY 1")
    return {row["user_id"]: row["ids"] for row in rows}


def _body(document: Document) -> str:
    secret = SECRETS.get(document.kind) if isinstance(document, Channel) else None
    exclude: Any = {"config": {secret}} if secret else None
    return document.model_dump_json(exclude=exclude)


def _stored(row: asyncpg.Record) -> Stored:
    document = MODELS[DocumentKind(row["kind"])].model_validate(orjson.loads(row["body"]))
    return Stored(document, row["version"], row["changed_at"], row["changed_by"], row["sealed"])
