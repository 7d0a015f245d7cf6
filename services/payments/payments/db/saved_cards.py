"""Cards on file, and how they came there, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
from motorway_kit.db import Connection, Pool

from payments.domain.saved_card import CardDetails, CardSetup, SavedCard, SetupMethod, SetupRequest, SetupState

SETUP = (
    "setup_id, account_id, site_id, method_kind, reader_id, payment_method, state, stripe_id, reader_asked, reason,"
    " action_url, saved_card_id, asked_at, asked_by"
)
CARD = (
    "saved_card_id, account_id, customer_id, stripe_id, brand, last4, exp_month, exp_year, fingerprint, saved_at,"
    " saved_by, removed_at"
)

INSERT_SETUP = """
INSERT INTO card_setup (setup_id, account_id, site_id, method_kind, reader_id, payment_method, state, asked_at,
                        asked_by, next_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (setup_id) DO NOTHING
"""

SAVE_SETUP = """
UPDATE card_setup SET state = $2, stripe_id = $3, reader_asked = $4, reason = $5, action_url = $6, saved_card_id = $7,
  next_at = CASE WHEN $8 THEN NULL ELSE next_at END
WHERE setup_id = $1
"""

CLAIM_SETUPS = """
UPDATE card_setup SET next_at = $2
WHERE setup_id IN (SELECT setup_id FROM card_setup WHERE next_at <= $1
                   ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED)
RETURNING setup_id
"""

INSERT_CARD = """
INSERT INTO saved_card (saved_card_id, account_id, customer_id, stripe_id, brand, last4, exp_month, exp_year,
                        fingerprint, saved_at, saved_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (stripe_id) DO NOTHING
"""


async def insert_setup(conn: Connection, setup: CardSetup, next_at: datetime) -> None:
    """Unless there is one with this id."""
    wanted = setup.request
    await conn.execute(
        INSERT_SETUP,
        wanted.setup_id,
        wanted.account_id,
        wanted.site_id,
        wanted.method,
        wanted.reader_id or None,
        wanted.payment_method,
        setup.state,
        setup.asked_at,
        setup.asked_by,
        next_at,
    )


async def setup(db: "Pool | Connection", setup_id: str) -> CardSetup | None:
    """`setup_id` must be a UUID."""
    row = await db.fetchrow(f"SELECT {SETUP} FROM card_setup WHERE setup_id = $1", setup_id)  # noqa: S608 - of constants
    return None if row is None else _setup(row)


async def lock_setup(conn: Connection, setup_id: str) -> CardSetup | None:
    """As `setup`; nobody else changes it until the end of the transaction."""
    query = f"SELECT {SETUP} FROM card_setup WHERE setup_id = $1 FOR NO KEY UPDATE"  # noqa: S608 - of constants
    row = await conn.fetchrow(query, setup_id)
    return None if row is None else _setup(row)


async def setup_of_stripe(db: "Pool | Connection", stripe_id: str) -> CardSetup | None:
    query = f"SELECT {SETUP} FROM card_setup WHERE stripe_id = $1"  # noqa: S608 - of constants
    row = await db.fetchrow(query, stripe_id)
    return None if row is None else _setup(row)


async def save_setup(conn: Connection, setup: CardSetup) -> None:
    await conn.execute(
        SAVE_SETUP,
        setup.setup_id,
        setup.state,
        setup.stripe_id,
        setup.reader_asked,
        setup.reason,
        setup.action_url,
        setup.saved_card_id or None,
        setup.state.is_over,
    )


async def claim_setups(db: "Pool | Connection", now: datetime, until: datetime, limit: int) -> list[str]:
    """Ids of setups that are to be looked at, for whoever asks, until then."""
    return [str(row["setup_id"]) for row in await db.fetch(CLAIM_SETUPS, now, until, limit)]


async def customer(db: "Pool | Connection", account_id: str) -> str:
    """cus_…; empty when it has none."""
    stripe_id: str | None = await db.fetchval("SELECT stripe_id FROM card_customer WHERE account_id = $1", account_id)
    return stripe_id or ""


async def save_customer(db: "Pool | Connection", account_id: str, stripe_id: str) -> None:
    """Unless the account is one."""
    await db.execute(
        "INSERT INTO card_customer (account_id, stripe_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        account_id,
        stripe_id,
    )


async def insert_card(conn: Connection, card: SavedCard) -> str:
    """The id that it is kept under: the one before when the payment method is kept already."""
    details = card.card
    await conn.execute(
        INSERT_CARD,
        card.saved_card_id,
        card.account_id,
        card.customer_id,
        details.stripe_id,
        details.brand,
        details.last4,
        details.exp_month,
        details.exp_year,
        details.fingerprint,
        card.saved_at,
        card.saved_by,
    )
    return str(await conn.fetchval("SELECT saved_card_id FROM saved_card WHERE stripe_id = $1", details.stripe_id))


async def card(db: "Pool | Connection", saved_card_id: str) -> SavedCard | None:
    """Also one that was removed. `saved_card_id` must be a UUID."""
    query = f"SELECT {CARD} FROM saved_card WHERE saved_card_id = $1"  # noqa: S608 - of constants
    row = await db.fetchrow(query, saved_card_id)
    return None if row is None else _card(row)


async def cards_of(db: "Pool | Connection", account_id: str) -> Sequence[SavedCard]:
    """Newest first, without those that were removed."""
    rows = await db.fetch(
        f"SELECT {CARD} FROM saved_card WHERE account_id = $1 AND removed_at IS NULL ORDER BY saved_card_id DESC",  # noqa: S608
        account_id,
    )
    return [_card(row) for row in rows]


async def remove_card(db: "Pool | Connection", saved_card_id: str, by: str, at: datetime) -> None:
    await db.execute(
        "UPDATE saved_card SET removed_at = $3, removed_by = $2 WHERE saved_card_id = $1 AND removed_at IS NULL",
        saved_card_id,
        by,
        at,
    )


async def to_detach(db: "Pool | Connection", limit: int) -> list[tuple[str, str]]:
    """Removed cards that Stripe has not forgotten: our id, and pm_…."""
    rows = await db.fetch(
        "SELECT saved_card_id, stripe_id FROM saved_card WHERE removed_at IS NOT NULL AND detached_at IS NULL"
        " ORDER BY removed_at LIMIT $1",
        limit,
    )
    return [(str(row["saved_card_id"]), row["stripe_id"]) for row in rows]


async def detached(db: "Pool | Connection", saved_card_id: str, at: datetime) -> None:
    await db.execute("UPDATE saved_card SET detached_at = $2 WHERE saved_card_id = $1", saved_card_id, at)


def _setup(row: asyncpg.Record) -> CardSetup:
    request = SetupRequest(
        setup_id=str(row["setup_id"]),
        account_id=row["account_id"],
        site_id=row["site_id"],
        method=SetupMethod(row["method_kind"]),
        reader_id=str(row["reader_id"] or ""),
        payment_method=row["payment_method"],
    )
    names = ("asked_at", "asked_by", "stripe_id", "reader_asked", "reason", "action_url")
    return CardSetup(
        request=request,
        state=SetupState(row["state"]),
        saved_card_id=str(row["saved_card_id"] or ""),
        **{name: row[name] for name in names},
    )


def _card(row: asyncpg.Record) -> SavedCard:
    names = ("stripe_id", "brand", "last4", "exp_month", "exp_year", "fingerprint")
    return SavedCard(
        saved_card_id=str(row["saved_card_id"]),
        account_id=row["account_id"],
        customer_id=row["customer_id"],
        card=CardDetails(**{name: row[name] for name in names}),
        saved_at=row["saved_at"],
        saved_by=row["saved_by"],
        removed_at=row["removed_at"],
    )
