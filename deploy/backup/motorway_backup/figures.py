"""What a database holds, in numbers: the same before a backup and after a restore, or something is missing."""

from collections.abc import Mapping
from typing import LiteralString

import psycopg
from psycopg import sql

from motorway_backup.postgresql import names_of_tables

Figures = Mapping[str, int]
COUNT = sql.SQL("SELECT count(*) FROM {}")
SUMS: Mapping[str, Mapping[str, LiteralString]] = {
    "pos": {
        "sold, minor units": "SELECT sum(amount_minor) FROM sale_line",
        "fuelled, ml": "SELECT sum(volume_ml) FROM fuelling",
        "taken, minor units": "SELECT sum(amount_minor) FROM tender",
        "on account, minor units": "SELECT sum(amount_minor) FROM account_entry",
        "last numbers of receipts": "SELECT sum(last_number) FROM receipt_series",
    },
    "payments": {
        "debited, minor units": "SELECT sum(amount_minor) FROM ledger_leg WHERE amount_minor > 0",
        "credited, minor units": "SELECT sum(amount_minor) FROM ledger_leg WHERE amount_minor < 0",
    },
    "api_gateway": {"audit records of sealed days": "SELECT sum(records) FROM audit_day"},
    "iot_gateway": {"acknowledged to controllers": "SELECT sum(sequence) FROM transaction_watermark"},
}
"""Beside the rows of every table: sums over what must never be wrong."""


def measured(conn: psycopg.Connection, database: str) -> dict[str, int]:
    """In the connection's transaction; a scan of every table."""
    figures = {}
    for name in names_of_tables(conn):
        figures[f"rows of {name}"] = _number(conn, COUNT.format(sql.Identifier("public", name)))
    for name, query in SUMS.get(database, {}).items():
        figures[name] = _number(conn, sql.SQL(query))
    return figures


def _number(conn: psycopg.Connection, query: sql.SQL | sql.Composed) -> int:
    (found,) = conn.execute(query).fetchone() or (0,)
    return int(found or 0)


def differences(expected: Figures, found: Figures) -> list[str]:
    """One line for each figure that is not what it was."""
    names = [name for name in {**expected, **found} if expected.get(name) != found.get(name)]
    return [f"{name}: {expected.get(name, 'none')} then, {found.get(name, 'none')} now" for name in names]
