"""How often each receipt went out, and the mail that carries receipts, in PostgreSQL."""

from datetime import datetime

import asyncpg
from motorway_kit.db import Connection, Pool

from pos.domain.receipt_mail import Mail, MailState

INSERT_PRINT = """
INSERT INTO receipt_print (receipt_id, number, form, printed_at, printed_by, idempotency_key)
SELECT $1, count(*), $2, $3, $4, $5 FROM receipt_print WHERE receipt_id = $1
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING number
"""

SELECT_MAIL = """
SELECT m.mail_id, m.receipt_id, m.print_number, m.address, m.state, m.attempts, m.last_error,
  p.printed_by, p.printed_at, m.ended_at
FROM mail_queue m JOIN receipt_print p ON p.receipt_id = m.receipt_id AND p.number = m.print_number
"""

CLAIM = """
UPDATE mail_queue SET next_at = $2, attempts = attempts + 1
WHERE mail_id = (SELECT mail_id FROM mail_queue WHERE next_at <= $1
                 ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING mail_id
"""


async def print_of_key(conn: Connection, key: str) -> tuple[str, str, int] | None:
    """Receipt, form and number of the print that was asked for with this key."""
    row = await conn.fetchrow("SELECT receipt_id, form, number FROM receipt_print WHERE idempotency_key = $1", key)
    return (str(row["receipt_id"]), row["form"], row["number"]) if row else None


async def insert_print(conn: Connection, receipt_id: str, form: str, who: tuple[str, datetime], key: str) -> int | None:
    """The number of one more print of a locked receipt; None when the key was used meanwhile."""
    by, at = who
    number: int | None = await conn.fetchval(INSERT_PRINT, receipt_id, form, at, by, key)
    return number


async def insert_mail(conn: Connection, mail: Mail) -> None:
    """To be tried at once."""
    await conn.execute(
        "INSERT INTO mail_queue (mail_id, receipt_id, print_number, address, state, next_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        mail.mail_id,
        mail.receipt_id,
        mail.print_number,
        mail.address,
        mail.state,
        mail.requested_at,
    )


async def mail_of_print(conn: Connection, receipt_id: str, number: int) -> Mail | None:
    row = await conn.fetchrow(f"{SELECT_MAIL} WHERE m.receipt_id = $1 AND m.print_number = $2", receipt_id, number)
    return None if row is None else _mail(row)


async def mails_of(db: "Pool | Connection", receipt_id: str) -> list[Mail]:
    """In the order in which they were asked for."""
    rows = await db.fetch(f"{SELECT_MAIL} WHERE m.receipt_id = $1 ORDER BY m.print_number", receipt_id)
    return [_mail(row) for row in rows]


async def claim(conn: Connection, now: datetime, until: datetime) -> Mail | None:
    """A mail that is due, for whoever asks, until then."""
    mail_id = await conn.fetchval(CLAIM, now, until)
    row = await conn.fetchrow(f"{SELECT_MAIL} WHERE m.mail_id = $1", mail_id) if mail_id else None
    return None if row is None else _mail(row)


async def end_mail(db: "Pool | Connection", mail_id: str, state: MailState, at: datetime, error: str = "") -> None:
    await db.execute(
        "UPDATE mail_queue SET state = $2, ended_at = $3, last_error = $4, next_at = NULL WHERE mail_id = $1",
        mail_id,
        state,
        at,
        error,
    )


async def try_later(db: "Pool | Connection", mail_id: str, next_at: datetime, error: str) -> None:
    await db.execute(
        "UPDATE mail_queue SET next_at = $2, last_error = $3 WHERE mail_id = $1 AND ended_at IS NULL",
        mail_id,
        next_at,
        error,
    )


def _mail(row: asyncpg.Record) -> Mail:
    return Mail(
        mail_id=str(row["mail_id"]),
        receipt_id=str(row["receipt_id"]),
        print_number=row["print_number"],
        address=row["address"],
        state=MailState(row["state"]),
        attempts=row["attempts"],
        last_error=row["last_error"],
        requested_by=row["printed_by"],
        requested_at=row["printed_at"],
        ended_at=row["ended_at"],
    )
