"""Account customers and their vehicles in PostgreSQL."""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg
import orjson
from motorway_access.caller import Scope
from motorway_kit.db import Connection, Pool

from pos.domain.account import Account, AccountState, Vehicle

# One statement, so that an account is read as one transaction left it.
SELECT_ACCOUNT = """
SELECT account_id, name, address, vat_id, email, home_site, sites, currency, credit_limit_minor, state, blocked_reason,
  balance_minor, last_entry, opened_at, version,
  (SELECT json_agg(json_build_array(v.registration, v.grades, v.odometer_required, v.limit_minor, v.blocked, v.note,
                                    v.odometer_km) ORDER BY v.registration COLLATE "C")
     FROM account_vehicle v WHERE v.account_id = account.account_id) AS vehicles
FROM account
"""

UPSERT_ACCOUNT = """
INSERT INTO account (account_id, name, address, vat_id, email, home_site, sites, currency, credit_limit_minor, state,
  blocked_reason, opened_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (account_id) DO UPDATE SET
  name = excluded.name, address = excluded.address, vat_id = excluded.vat_id, email = excluded.email,
  home_site = excluded.home_site, sites = excluded.sites, currency = excluded.currency,
  credit_limit_minor = excluded.credit_limit_minor, state = excluded.state, blocked_reason = excluded.blocked_reason,
  version = excluded.version
"""

UPSERT_VEHICLES = """
INSERT INTO account_vehicle (account_id, registration, grades, odometer_required, limit_minor, blocked, note)
SELECT $1, v.registration, string_to_array(v.grades, ','), v.odometer_required, v.limit_minor, v.blocked, v.note
FROM unnest($2::text[], $3::text[], $4::bool[], $5::bigint[], $6::bool[], $7::text[])
  AS v (registration, grades, odometer_required, limit_minor, blocked, note)
ON CONFLICT (account_id, registration) DO UPDATE SET
  grades = excluded.grades, odometer_required = excluded.odometer_required, limit_minor = excluded.limit_minor,
  blocked = excluded.blocked, note = excluded.note
"""

LIST_ACCOUNTS = f"""{SELECT_ACCOUNT}
WHERE account_id COLLATE "C" > $1
  AND ($2::text[] IS NULL OR sites = '{{}}' OR sites && $2)
  AND ($3 = '' OR sites = '{{}}' OR $3 = ANY(sites))
  AND ($4::smallint IS NULL OR state = $4)
  AND ($5 = '' OR account_id LIKE $5 || '%' OR name ILIKE '%' || $5 || '%'
       OR ($6 <> '' AND EXISTS (SELECT 1 FROM account_vehicle v WHERE v.account_id = account.account_id
                                AND v.registration LIKE $6 || '%')))
ORDER BY account_id COLLATE "C" LIMIT $7
"""  # noqa: S608 - of constants


@dataclass(frozen=True)
class Search:
    """Accounts valid at `site_id` (empty: anywhere), in `state` (None: any), that `text` finds.

    `text` is the beginning of the id or of a registration (`registration`: the text as one), or a part of the name.
    """

    scope: Scope
    site_id: str
    state: AccountState | None
    text: str
    registration: str


async def create_lock(conn: Connection, account_id: str) -> None:
    """Until the end of the transaction nobody else creates the account."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('pos.account/' || $1, 0))", account_id)


async def lock_account(conn: Connection, account_id: str) -> Account | None:
    """The account as it is once its row is ours until the end of the transaction."""
    found = await conn.fetchval("SELECT true FROM account WHERE account_id = $1 FOR UPDATE", account_id)
    return await get_account(conn, account_id) if found else None


async def get_account(db: "Pool | Connection", account_id: str) -> Account | None:
    row = await db.fetchrow(f"{SELECT_ACCOUNT} WHERE account_id = $1", account_id)
    return None if row is None else _account(row)


async def list_accounts(db: "Pool | Connection", search: Search, after: str, limit: int) -> list[Account]:
    """Those that come after `after`, in order of id."""
    text = search.text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    rows = await db.fetch(
        LIST_ACCOUNTS, after, search.scope.listed, search.site_id, search.state, text, search.registration, limit
    )
    return [_account(row) for row in rows]


async def save_account(conn: Connection, account: Account) -> None:
    """Its terms, state and vehicles; what the ledger made of it is written with the entry."""
    await conn.execute(
        UPSERT_ACCOUNT,
        account.account_id,
        account.name,
        account.address,
        account.vat_id,
        account.email,
        account.home_site,
        account.sites,
        account.currency,
        account.credit_limit_minor,
        account.state,
        account.blocked_reason,
        account.opened_at,
        account.version,
    )
    await _save_vehicles(conn, account.account_id, account.vehicles)


async def _save_vehicles(conn: Connection, account_id: str, vehicles: Sequence[Vehicle]) -> None:
    registrations = [vehicle.registration for vehicle in vehicles]
    gone = "DELETE FROM account_vehicle WHERE account_id = $1 AND registration <> ALL($2::text[])"
    await conn.execute(gone, account_id, registrations)
    await conn.execute(
        UPSERT_VEHICLES,
        account_id,
        registrations,
        [",".join(vehicle.grades) for vehicle in vehicles],
        [vehicle.odometer_required for vehicle in vehicles],
        [vehicle.limit_minor for vehicle in vehicles],
        [vehicle.blocked for vehicle in vehicles],
        [vehicle.note for vehicle in vehicles],
    )


def _account(row: asyncpg.Record) -> Account:
    return Account(
        account_id=row["account_id"],
        name=row["name"],
        currency=row["currency"],
        home_site=row["home_site"],
        credit_limit_minor=row["credit_limit_minor"],
        sites=tuple(row["sites"]),
        address=tuple(row["address"]),
        vat_id=row["vat_id"],
        email=row["email"],
        state=AccountState(row["state"]),
        blocked_reason=row["blocked_reason"],
        vehicles=tuple(_vehicle(*fields) for fields in orjson.loads(row["vehicles"] or "[]")),
        balance_minor=row["balance_minor"],
        last_entry=row["last_entry"],
        opened_at=row["opened_at"],
        version=row["version"],
    )


def _vehicle(registration: str, grades: list[str], *rest: object) -> Vehicle:
    return Vehicle(registration, tuple(grades), *rest)  # type: ignore[arg-type]
