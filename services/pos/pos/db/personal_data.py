"""Where things about a person lie in PostgreSQL, and how they are forgotten.

Each query of rows has three columns: the row as JSON, whether it may be erased, and its time. $1 is the subject.
"""

# ruff: noqa: S608 - of constants
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motorway_kit.db import Connection

from pos.domain.personal_data import Hindrance, KeepReason, Subject, SubjectKind

ERASED = "Erased customer"
SALES_OF_ACCOUNT = "(SELECT sale_id FROM account_entry WHERE account_id = $1 AND sale_id IS NOT NULL)"
SALES_OF_VEHICLE = (
    "(SELECT sale_id FROM sale WHERE registration = $1 UNION SELECT sale_id FROM debt WHERE registration = $1)"
)
NOT_OWED = "NOT EXISTS (SELECT FROM debt WHERE debt.sale_id = found.sale_id AND debt.state = 1)"
SALE = (
    "json_build_object('sale_id', sale_id, 'site', site_id, 'at', opened_at,"
    " 'registration', registration, 'note', note)"
)
FORGET_SALES = "UPDATE sale AS found SET registration = '', note = '', version = version + 1"
FORGET_MAILS = """
UPDATE mail_queue AS found SET address = '', last_error = '',
  state = CASE WHEN state = 1 THEN 3 ELSE state END, next_at = NULL, ended_at = coalesce(ended_at, now())
"""
MAIL = "json_build_object('receipt_id', receipt_id, 'address', address, 'ended_at', ended_at)"
RECEIPT = "json_build_object('receipt_id', receipt_id, 'site', site_id, 'number', number, 'content', content::json)"


@dataclass(frozen=True)
class Section:
    """`forget` is empty where everything stays; `reason` is why what is not erased stays."""

    name: str
    rows: str
    forget: str = ""
    reason: KeepReason = KeepReason.NONE


def _of_account() -> tuple[Section, ...]:
    mails = f"receipt_id IN (SELECT receipt_id FROM receipt WHERE sale_id IN {SALES_OF_ACCOUNT}) AND address <> ''"
    sales = f"sale_id IN {SALES_OF_ACCOUNT} AND (registration <> '' OR note <> '')"
    return (
        Section(
            "account",
            f"SELECT to_json(found), name <> '{ERASED}', opened_at FROM account AS found WHERE account_id = $1",
            f"""UPDATE account SET name = '{ERASED}', address = '{{}}', vat_id = '', email = '', state = 2,
            blocked_reason = 'erased', version = version + 1 WHERE account_id = $1 AND name <> '{ERASED}'""",
        ),
        Section(
            "vehicles",
            "SELECT to_json(found), true, now() FROM account_vehicle AS found WHERE account_id = $1",
            "DELETE FROM account_vehicle WHERE account_id = $1",
        ),
        Section(
            "mails",
            f"SELECT {MAIL}, true, now() FROM mail_queue AS found WHERE {mails}",
            f"{FORGET_MAILS} WHERE {mails}",
        ),
        Section(
            "sales",
            f"SELECT {SALE}, {NOT_OWED}, opened_at FROM sale AS found WHERE {sales}",
            f"{FORGET_SALES} WHERE {sales} AND {NOT_OWED}",
            KeepReason.OPEN_CLAIM,
        ),
        *_books_of_account(),
    )


def _books_of_account() -> tuple[Section, ...]:
    tax = KeepReason.TAX_RECORDS
    return (
        Section("entries", "SELECT to_json(e), false, at FROM account_entry AS e WHERE account_id = $1", "", tax),
        Section("statements", "SELECT content, false, issued_at FROM account_statement WHERE account_id = $1", "", tax),
        Section(
            "receipts", f"SELECT {RECEIPT}, false, issued_at FROM receipt WHERE sale_id IN {SALES_OF_ACCOUNT}", "", tax
        ),
    )


def _of_vehicle() -> tuple[Section, ...]:
    photo = "json_build_object('photo_id', photo_id, 'sale_id', sale_id, 'site', site_id, 'at', added_at)"
    claim = KeepReason.OPEN_CLAIM
    return (
        Section(
            "photos",
            f"SELECT {photo}, {NOT_OWED}, added_at FROM sale_photo AS found WHERE sale_id IN {SALES_OF_VEHICLE}",
            f"DELETE FROM sale_photo AS found WHERE sale_id IN {SALES_OF_VEHICLE} AND {NOT_OWED}",
            claim,
        ),
        Section(
            "debts",
            "SELECT to_json(found), state <> 1, recorded_at FROM debt AS found WHERE registration = $1",
            """UPDATE debt SET registration = '', person = '', note = '', photo_ref = '', version = version + 1
            WHERE registration = $1 AND state <> 1""",
            claim,
        ),
        Section(
            "sales",
            f"SELECT {SALE}, {NOT_OWED}, opened_at FROM sale AS found WHERE registration = $1",
            f"{FORGET_SALES} WHERE registration = $1 AND {NOT_OWED}",
            claim,
        ),
        *_books_of_vehicle(),
    )


def _books_of_vehicle() -> tuple[Section, ...]:
    tax = KeepReason.TAX_RECORDS
    return (
        Section(
            "receipts", f"SELECT {RECEIPT}, false, issued_at FROM receipt WHERE sale_id IN {SALES_OF_VEHICLE}", "", tax
        ),
        Section(
            "vehicles",
            "SELECT to_json(v), false, NULL::timestamptz FROM account_vehicle AS v WHERE registration = $1",
            "",
            KeepReason.CONTRACT,
        ),
        Section("entries", "SELECT to_json(e), false, at FROM account_entry AS e WHERE registration = $1", "", tax),
    )


def _of_address() -> tuple[Section, ...]:
    return (
        Section(
            "mails",
            f"SELECT {MAIL}, true, now() FROM mail_queue AS found WHERE lower(address) = $1",
            f"{FORGET_MAILS} WHERE lower(address) = $1",
        ),
        Section(
            "accounts",
            "SELECT json_build_object('account_id', account_id, 'email', email), false, NULL::timestamptz"
            " FROM account WHERE lower(email) = $1",
            "",
            KeepReason.CONTRACT,
        ),
    )


SECTIONS: Mapping[SubjectKind, tuple[Section, ...]] = {
    SubjectKind.ACCOUNT: _of_account(),
    SubjectKind.REGISTRATION: _of_vehicle(),
    SubjectKind.EMAIL: _of_address(),
}
OWED_OR_OPEN = """
SELECT balance_minor <> 0, EXISTS (
  SELECT FROM tender JOIN sale USING (sale_id) WHERE tender.account_id = $1 AND sale.state <= 5)
FROM account WHERE account_id = $1
"""


async def see_one_instant(conn: Connection) -> None:
    """Of a transaction that has only begun: whatever is read in it is of one moment."""
    await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


async def lock(conn: Connection, account_id: str) -> None:
    """Nobody charges the account until the end of the transaction."""
    await conn.execute("SELECT FROM account WHERE account_id = $1 FOR UPDATE", account_id)


async def rows(conn: Connection, section: Section, subject: Subject) -> AsyncIterator[str]:
    """As JSON, in the connection's transaction."""
    async for row in conn.cursor(section.rows, subject.value):
        yield row[0]


async def counted(conn: Connection, section: Section, subject: Subject) -> tuple[int, int, datetime | None]:
    """How many may be erased, how many stay, and the time of the newest that stays."""
    query = f"""SELECT count(*) FILTER (WHERE erasable), count(*) FILTER (WHERE NOT erasable),
        max(at) FILTER (WHERE NOT erasable) FROM ({section.rows}) AS found (row, erasable, at)"""
    found: Any = await conn.fetchrow(query, subject.value)
    return found[0], found[1], found[2]


async def forget(conn: Connection, section: Section, subject: Subject) -> None:
    if section.forget:
        await conn.execute(section.forget, subject.value)


async def hindrances(conn: Connection, account_id: str) -> list[Hindrance] | None:
    """None where there is no such account."""
    found = await conn.fetchrow(OWED_OR_OPEN, account_id)
    if found is None:
        return None
    told = zip((Hindrance.ACCOUNT_NOT_SETTLED, Hindrance.SALES_OPEN), found, strict=True)
    return [hindrance for hindrance, holds in told if holds]
