"""Disputes in PostgreSQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import asyncpg
import orjson
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from payments.domain.dispute import OPEN, Decision, Dispute

COLUMNS = (
    "dispute_id, stripe_id, payment_id, sale_id, site_id, amount_minor, currency, reason, status, evidence_due_by,"
    " opened_at, decision, decided_by, decided_at, answered_at, attempt, asked_at"
)
SELECT = f"SELECT {COLUMNS} FROM dispute"  # noqa: S608 - of constants

INSERT = """
INSERT INTO dispute (dispute_id, stripe_id, payment_id, sale_id, site_id, amount_minor, currency, reason, status,
                     evidence_due_by, opened_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (stripe_id) DO NOTHING
RETURNING true
"""

SAVE = """
UPDATE dispute SET amount_minor = $2, reason = $3, status = $4, evidence_due_by = $5, decision = $6, decided_by = $7,
  decided_at = $8, answered_at = $9, attempt = $10, asked_at = $11, next_at = $12
WHERE dispute_id = $1
"""

CLAIM = """
UPDATE dispute SET next_at = $2
WHERE dispute_id IN (SELECT dispute_id FROM dispute WHERE next_at <= $1
                     ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
RETURNING dispute_id
"""

# Those that can be answered first, the most urgent before; then the others, newest first. One order, one cursor.
LIST = f"""
SELECT {COLUMNS} FROM (
  SELECT *, CASE WHEN status = ANY($1::text[]) AND decision = '' THEN 0 ELSE 1 END AS late,
    CASE WHEN status = ANY($1::text[]) AND decision = ''
         THEN coalesce(extract(epoch FROM evidence_due_by), 1e11) ELSE -extract(epoch FROM opened_at) END AS place
  FROM dispute
  WHERE ($2::text[] IS NULL OR site_id = ANY($2))
) d
WHERE ($3::boolean IS FALSE OR late = 0)
  AND ($4::int IS NULL OR (late, place, dispute_id) > ($4, $5::numeric, $6::uuid))
ORDER BY late, place, dispute_id LIMIT $7
"""  # noqa: S608 - of constants


class Claimed(NamedTuple):
    """A payment that a dispute can be of."""

    payment_id: str
    sale_id: str
    site_id: str
    disputed: bool


@dataclass(frozen=True)
class Bundle:
    """What is sent as evidence, as it was made when it was decided; `file_id` once the receipt is at Stripe."""

    texts: Mapping[str, str]
    receipt_pdf: bytes
    file_id: str


async def payment_of(db: "Pool | Connection", intent_id: str) -> Claimed | None:
    """None: not of ours, or of a charge that has no PaymentIntent (empty)."""
    query = "SELECT payment_id, sale_id, site_id, disputed FROM payment WHERE stripe_id = $1 AND stripe_id <> ''"
    row = await db.fetchrow(query, intent_id)
    return None if row is None else Claimed(str(row[0]), str(row[1] or ""), row[2], row[3])


async def insert(conn: Connection, dispute: Dispute) -> bool:
    """False: it was there."""
    inserted = await conn.fetchval(
        INSERT,
        dispute.dispute_id,
        dispute.stripe_id,
        dispute.payment_id,
        dispute.sale_id,
        dispute.site_id,
        dispute.amount_minor,
        dispute.currency,
        dispute.reason,
        dispute.status,
        dispute.evidence_due_by,
        dispute.opened_at,
    )
    return bool(inserted)


async def get(db: "Pool | Connection", dispute_id: str) -> Dispute | None:
    """`dispute_id` must be a UUID."""
    return _found(await db.fetchrow(f"{SELECT} WHERE dispute_id = $1", dispute_id))


async def lock(conn: Connection, dispute_id: str) -> Dispute | None:
    """As `get`; nobody else changes it until the end of the transaction."""
    return _found(await conn.fetchrow(f"{SELECT} WHERE dispute_id = $1 FOR NO KEY UPDATE", dispute_id))


async def lock_of_stripe(conn: Connection, stripe_id: str) -> Dispute | None:
    """The same by dp_…."""
    return _found(await conn.fetchrow(f"{SELECT} WHERE stripe_id = $1 FOR NO KEY UPDATE", stripe_id))


async def save(conn: Connection, dispute: Dispute, next_at: datetime | None) -> None:
    """`next_at`: when its decision is looked at again by itself; None: never."""
    await conn.execute(
        SAVE,
        dispute.dispute_id,
        dispute.amount_minor,
        dispute.reason,
        dispute.status,
        dispute.evidence_due_by,
        dispute.decision or "",
        dispute.decided_by,
        dispute.decided_at,
        dispute.answered_at,
        dispute.attempt,
        dispute.asked_at,
        next_at,
    )


async def save_bundle(conn: Connection, dispute_id: str, bundle: Bundle) -> None:
    await conn.execute(
        "UPDATE dispute SET evidence = $2, receipt_pdf = $3, file_id = $4 WHERE dispute_id = $1",
        dispute_id,
        orjson.dumps(dict(bundle.texts)).decode(),
        bundle.receipt_pdf,
        bundle.file_id,
    )


async def bundle(db: "Pool | Connection", dispute_id: str) -> Bundle | None:
    """None when nobody has decided to send any."""
    row = await db.fetchrow("SELECT evidence, receipt_pdf, file_id FROM dispute WHERE dispute_id = $1", dispute_id)
    if row is None or row["evidence"] is None:
        return None
    return Bundle(orjson.loads(row["evidence"]), row["receipt_pdf"] or b"", row["file_id"])


async def claim(db: "Pool | Connection", now: datetime, until: datetime, limit: int) -> list[str]:
    """Ids of disputes whose decision is on its way, for whoever asks, until then."""
    return [str(row["dispute_id"]) for row in await db.fetch(CLAIM, now, until, limit)]


async def undecided(db: "Pool | Connection") -> list[str]:
    """dp_… of those that have not ended."""
    rows = await db.fetch(
        "SELECT stripe_id FROM dispute WHERE status NOT IN ('won', 'lost', 'warning_closed', 'prevented')"
        " ORDER BY dispute_id"
    )
    return [row["stripe_id"] for row in rows]


Place = tuple[int, str, str]
"""Where a page ended: as `place_of` gives it."""


def place_of(dispute: Dispute) -> Place:
    """Where it stands in a list."""
    if dispute.is_open:
        due = dispute.evidence_due_by
        return 0, "1e11" if due is None else _seconds(due), dispute.dispute_id
    return 1, f"-{_seconds(dispute.opened_at)}", dispute.dispute_id


async def list_disputes(
    db: "Pool | Connection", scope: Scope, after: Place | None, limit: int, *, open_only: bool
) -> Sequence[Dispute]:
    """Those that must be answered soonest first, then the others, newest first."""
    late, place, dispute_id = after or (None, None, None)
    rows = await db.fetch(LIST, list(OPEN), scope.listed, open_only, late, place, dispute_id, limit)
    return [_dispute(row) for row in rows]


def _seconds(at: datetime) -> str:
    return f"{int(at.timestamp())}"


def _found(row: asyncpg.Record | None) -> Dispute | None:
    return None if row is None else _dispute(row)


def _dispute(row: asyncpg.Record) -> Dispute:
    values = {name: row[name] for name in COLUMNS.split(", ")}
    ids = {name: str(row[name]) for name in ("dispute_id", "payment_id")}
    return Dispute(**{**values, **ids, "decision": Decision(row["decision"]) if row["decision"] else None})
