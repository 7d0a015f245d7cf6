"""What a migrated database holds, read from its catalogue."""

import re
from dataclasses import dataclass
from pathlib import Path

import asyncpg

KIT_TABLES = frozenset({"outbox", "inbox", "schema_migration"})
SHORT_TYPES = {
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "double precision": "float8",
    "character varying": "varchar",
}
_ABOUT = re.compile(r"((?:^ *--.*\n)+) *CREATE (?:TABLE|VIEW|MATERIALIZED VIEW)(?: IF NOT EXISTS)? (\w+)", re.MULTILINE)
_RELATIONS = """
SELECT c.oid, c.relname AS name, c.relkind = 'p' AS partitioned
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname COLLATE "C"
"""
_COLUMNS = """
SELECT a.attnum AS number, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
FROM pg_attribute a WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
_UNIQUE = """
SELECT i.indkey::int2[] AS columns, i.indisprimary AS is_primary FROM pg_index i
WHERE i.indrelid = $1 AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
"""
_FOREIGN = """
SELECT k.conkey AS columns, t.relname AS target,
       (SELECT array_agg(a.attname ORDER BY p.place) FROM unnest(k.confkey) WITH ORDINALITY p(number, place)
        JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = p.number) AS target_columns
FROM pg_constraint k JOIN pg_class t ON t.oid = k.confrelid
WHERE k.conrelid = $1 AND k.contype = 'f' AND k.conparentid = 0 ORDER BY k.conkey, t.relname COLLATE "C"
"""
_VIEWS = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
ORDER BY relname COLLATE "C"
"""


@dataclass(frozen=True)
class Column:
    """`is_unique`: alone it names a row, without being the primary key."""

    name: str
    type: str
    nullable: bool = False
    is_primary: bool = False
    is_unique: bool = False
    is_foreign: bool = False


@dataclass(frozen=True)
class Reference:
    """A foreign key. `optional`: it may be null; `single`: at most one row has the same."""

    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    optional: bool
    single: bool


@dataclass(frozen=True)
class Table:
    """`about` is the comment above its CREATE TABLE."""

    name: str
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]
    is_partitioned: bool
    about: str


@dataclass(frozen=True)
class Schema:
    """One database."""

    name: str
    tables: tuple[Table, ...]
    views: tuple[str, ...]


async def read(name: str, url: str, migrations: Path) -> Schema:
    """The schema of the database at url, without the kit's own tables and without single partitions."""
    said = comments(migrations)
    conn = await asyncpg.connect(url)
    try:
        relations = [row for row in await conn.fetch(_RELATIONS) if row["name"] not in KIT_TABLES]
        tables = [await _table(conn, row, said.get(row["name"], "")) for row in relations]
        return Schema(name, tuple(tables), tuple(row["relname"] for row in await conn.fetch(_VIEWS)))
    finally:
        await conn.close()


def comments(migrations: Path) -> dict[str, str]:
    """What the comment right above each CREATE TABLE says, as one line."""
    return {
        table: " ".join(line.strip().removeprefix("--").strip() for line in lines.splitlines())
        for path in sorted(migrations.glob("*.sql"))
        for lines, table in _ABOUT.findall(path.read_text())
    }


async def _table(conn: "asyncpg.Connection[asyncpg.Record]", relation: asyncpg.Record, about: str) -> Table:
    columns = {row["number"]: row for row in await conn.fetch(_COLUMNS, relation["oid"])}
    unique = await conn.fetch(_UNIQUE, relation["oid"])
    foreign = await conn.fetch(_FOREIGN, relation["oid"])
    primary = {number for row in unique if row["is_primary"] for number in row["columns"]}
    alone = {row["columns"][0] for row in unique if not row["is_primary"] and len(row["columns"]) == 1}
    referring = {number for row in foreign for number in row["columns"]}
    described = tuple(
        Column(
            row["name"], short(row["type"]), row["nullable"], number in primary, number in alone, number in referring
        )
        for number, row in columns.items()
    )
    keys = [set(row["columns"]) for row in unique]
    references = tuple(_reference(row, columns, keys) for row in foreign)
    return Table(relation["name"], described, references, relation["partitioned"], about)


def _reference(row: asyncpg.Record, columns: dict[int, asyncpg.Record], keys: list[set[int]]) -> Reference:
    return Reference(
        columns=tuple(columns[number]["name"] for number in row["columns"]),
        target=row["target"],
        target_columns=tuple(row["target_columns"]),
        optional=any(columns[number]["nullable"] for number in row["columns"]),
        single=any(key <= set(row["columns"]) for key in keys),
    )


def short(type_name: str) -> str:
    """PostgreSQL's own abbreviation of a type."""
    for long, brief in SHORT_TYPES.items():
        type_name = type_name.replace(long, brief)
    return type_name
