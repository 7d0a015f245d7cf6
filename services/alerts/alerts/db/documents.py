"""Channels, recipients, rotas and policies in PostgreSQL."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg
import orjson
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool
from motorway_kit.errors import Conflict
from motorway_kit.log import get_logger
from pydantic import ValidationError

from alerts.db.devices import scope_of
from alerts.db.rotas import overrides_since
from alerts.domain.arrangements import Arrangements, OwnDevice
from alerts.domain.channel import SECRETS, Channel
from alerts.domain.documents import Document, DocumentKind
from alerts.domain.policy import Policy
from alerts.domain.recipient import Recipient
from alerts.domain.rota import Rota

log = get_logger(__name__)

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


class DocumentUnreadable(Conflict):
    """What is stored is none that this program knows: a newer or an older one wrote it."""


async def lock(conn: Connection) -> None:
    """Until the end of the transaction nobody else changes a document."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('alerts/notification_document', 0))")


async def get(db: "Pool | Connection", kind: DocumentKind, document_id: str) -> Stored | None:
    """Raises DocumentUnreadable."""
    row = await db.fetchrow("SELECT * FROM notification_document WHERE kind = $1 AND id = $2", kind, document_id)
    return None if row is None else _stored(row)


async def list_documents(db: "Pool | Connection", kind: DocumentKind, scope: Scope) -> list[Stored]:
    """Those of one of the sites, and those of all, by id; without those that cannot be read."""
    return list(_readable(await db.fetch(LIST, kind, scope.listed)))


async def save(conn: Connection, kind: DocumentKind, stored: Stored) -> None:
    document = stored.document
    values = document.id, list(document.sites), _body(document), stored.sealed
    await conn.execute(SAVE, kind, *values, stored.version, stored.changed_at, stored.changed_by)


async def remove(conn: Connection, kind: DocumentKind, document_id: str) -> None:
    await conn.execute("DELETE FROM notification_document WHERE kind = $1 AND id = $2", kind, document_id)


async def arrangements(conn: Connection, now: datetime) -> Arrangements:
    """Everything, with the stand-ins that are not over and the devices that are subscribed.

    One document that cannot be read keeps nobody else from being told.
    """
    rows = await conn.fetch("SELECT * FROM notification_document")
    found: dict[type[Document], dict[str, Any]] = {model: {} for model in MODELS.values()}
    for stored in _readable(rows):
        found[type(stored.document)][stored.document.id] = stored.document
    return Arrangements(
        channels=found[Channel],
        recipients=found[Recipient],
        rotas=found[Rota],
        policies=found[Policy],
        overrides=await overrides_since(conn, now),
        devices=await _devices(conn),
    )


async def _devices(conn: Connection) -> dict[str, list[OwnDevice]]:
    found: dict[str, list[OwnDevice]] = defaultdict(list)
    for row in await conn.fetch("SELECT user_id, subscription_id::text AS id, sites FROM push_subscription"):
        found[row["user_id"]].append(OwnDevice(row["id"], scope_of(row["sites"])))
    return found


def _body(document: Document) -> str:
    secret = SECRETS.get(document.kind) if isinstance(document, Channel) else None
    exclude: Any = {"config": {secret}} if secret else None
    return document.model_dump_json(exclude=exclude)


def _readable(rows: Iterable[asyncpg.Record]) -> Iterator[Stored]:
    for row in rows:
        try:
            yield _stored(row)
        except DocumentUnreadable as error:
            log.warning("a stored document cannot be used", kind=row["kind"], id=row["id"], error=error.message)


def _stored(row: asyncpg.Record) -> Stored:
    try:
        document = MODELS[DocumentKind(row["kind"])].model_validate(orjson.loads(row["body"]))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise DocumentUnreadable(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", id=row["id"]) from error
    return Stored(document, row["version"], row["changed_at"], row["changed_by"], row["sealed"])
