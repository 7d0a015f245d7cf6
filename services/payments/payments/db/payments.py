"""Payments in PostgreSQL, found and locked; how they are written: `saving`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from payments.db.payment_rows import PAYMENT, payment_of
from payments.domain.payment import Payment, PaymentState

COLUMNS = ", ".join(PAYMENT)
SELECT = f"SELECT {COLUMNS} FROM payment"  # noqa: S608 - of constants

LOCK = f"""
SELECT {COLUMNS}, (SELECT command_id FROM command c
                   WHERE c.payment_id = p.payment_id AND c.done_at IS NULL AND c.refund_id IS NULL) AS at_work
FROM payment p WHERE payment_id = $1 FOR NO KEY UPDATE OF p
"""  # noqa: S608 - of constants

TO_LOOK_AT = """
UPDATE payment SET look_at = $2
WHERE payment_id IN (SELECT payment_id FROM payment WHERE look_at <= $1
                     ORDER BY look_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED)
RETURNING payment_id
"""

LIST = f"""
{SELECT}
WHERE {{text}}
  AND ($1::text[] IS NULL OR site_id = ANY($1))
  AND ($2::smallint[] IS NULL OR state = ANY($2))
  AND ($3::uuid IS NULL OR sale_id = $3)
  AND ($4::timestamptz IS NULL OR created_at >= $4)
  AND ($5::timestamptz IS NULL OR created_at < $5)
  AND (NOT $6 OR open_question <> '')
  AND ($7::uuid IS NULL OR payment_id < $7)
ORDER BY payment_id DESC LIMIT $8
"""
TEXT = (
    (re.compile(r""), "$9::text IS NULL"),
    (re.compile(r"[0-9]{4}"), "last4 = $9::text AND last4 <> ''"),
    (re.compile(r"pi_\w+"), "stripe_id = $9::text AND stripe_id <> ''"),
    (re.compile(r"(ch|py)_\w+"), "charge_id = $9::text AND charge_id <> ''"),
    (re.compile(r"cs_\w+"), "page_id = $9::text AND page_id <> ''"),
    (
        re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
        "(payment_id = $9::uuid OR sale_id = $9::uuid)",
    ),
)
"""What a text that is looked for is by its look, so that its index is used."""


class Locked(NamedTuple):
    """`at_work`: the id of the command that is not answered; empty: there is none."""

    payment: Payment
    at_work: str


class Step(NamedTuple):
    """A step of a payment's time line. `actor` is empty: Stripe, or the service itself."""

    version: int
    at: datetime
    state: PaymentState
    what: str
    actor: str


@dataclass(frozen=True)
class PaymentFilter:
    """An empty field: all. `text`: a Stripe id, an id of ours, or the last four digits of a card."""

    states: tuple[PaymentState, ...] = ()
    sale_id: str = ""
    start: datetime | None = None
    end: datetime | None = None
    text: str = ""
    unknown_only: bool = False


async def lock(conn: Connection, payment_id: str) -> Locked | None:
    """Nobody else changes it until the end of the transaction. `payment_id` must be a UUID."""
    row = await conn.fetchrow(LOCK, payment_id)
    return None if row is None else Locked(payment_of(row), str(row["at_work"] or ""))


async def get(db: "Pool | Connection", payment_id: str) -> Payment | None:
    """`payment_id` must be a UUID."""
    row = await db.fetchrow(f"{SELECT} WHERE payment_id = $1", payment_id)
    return None if row is None else payment_of(row)


async def of_intent(db: "Pool | Connection", stripe_id: str) -> str | None:
    """The id of the payment that a PaymentIntent is of."""
    found = await db.fetchval("SELECT payment_id FROM payment WHERE stripe_id = $1 AND stripe_id <> ''", stripe_id)
    return None if found is None else str(found)


async def short_of_sale(db: "Pool | Connection", sale_id: str) -> Payment | None:
    """The payment of a sale that could not take all. `sale_id` must be a UUID."""
    row = await db.fetchrow(f"{SELECT} WHERE sale_id = $1 AND shortfall_minor > 0 ORDER BY payment_id LIMIT 1", sale_id)
    return None if row is None else payment_of(row)


async def fingerprint(db: "Pool | Connection", payment_id: str) -> bytes | None:
    """Of the request that asked for it."""
    found: bytes | None = await db.fetchval("SELECT fingerprint_asked FROM payment WHERE payment_id = $1", payment_id)
    return found


async def started_before(conn: Connection, key: str, payment_id: str, asked: bytes) -> tuple[str, bytes] | None:
    """None: the key is this payment's now; else whose it is, and the fingerprint of that request."""
    made = "INSERT INTO payment_start VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING true"
    if await conn.fetchval(made, key, payment_id, asked):
        return None
    return await started(conn, key)


async def started(db: "Pool | Connection", key: str) -> tuple[str, bytes] | None:
    """Whose the key is, and the fingerprint of that request; None: nobody's."""
    row = await db.fetchrow("SELECT payment_id, fingerprint FROM payment_start WHERE key = $1", key)
    return None if row is None else (str(row[0]), row[1])


async def request_first_time(conn: Connection, payment_id: str, key: str, asked: bytes) -> bytes | None:
    """None: it is recorded now; else the fingerprint of the request that had the key before."""
    known: bytes | None = await conn.fetchval(
        "WITH made AS (INSERT INTO payment_request VALUES ($1, $2, $3) ON CONFLICT DO NOTHING)"
        " SELECT fingerprint FROM payment_request WHERE payment_id = $1 AND key = $2",
        payment_id,
        key,
        asked,
    )
    return known


async def steps(db: "Pool | Connection", payment_id: str) -> Sequence[Step]:
    """Oldest first."""
    rows = await db.fetch(
        "SELECT version, at, state, what, actor FROM payment_step WHERE payment_id = $1 ORDER BY version", payment_id
    )
    return [Step(row[0], row[1], PaymentState(row[2]), row[3], row[4]) for row in rows]


async def list_payments(
    db: "Pool | Connection", scope: Scope, wanted: PaymentFilter, before: str | None, limit: int
) -> list[Payment]:
    """Newest first, those older than `before`."""
    statement = listing(wanted.text)
    if statement is None:
        return []
    values: list[Any] = [list(wanted.states) or None, wanted.sale_id or None, wanted.start, wanted.end]
    rows = await db.fetch(statement, scope.listed, *values, wanted.unknown_only, before, limit, wanted.text or None)
    return [payment_of(row) for row in rows]


def listing(text: str) -> str | None:
    """The statement that looks for a text (empty: for all); None for one that no payment can have."""
    of = next((condition for look, condition in TEXT if look.fullmatch(text)), None)
    return None if of is None else LIST.format(text=of)


async def claim_to_look_at(db: "Pool | Connection", now: datetime, until: datetime, limit: int) -> list[str]:
    """Ids of payments that are to be looked at, for whoever asks, until then."""
    return [str(row[0]) for row in await db.fetch(TO_LOOK_AT, now, until, limit)]


async def look_again(db: "Pool | Connection", payment_id: str, at: datetime | None) -> None:
    await db.execute("UPDATE payment SET look_at = $2 WHERE payment_id = $1", payment_id, at)
