"""Looking for numbers of payment cards in whatever the platform keeps or tells."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aio_pika
import psycopg
from motorway_kit.card_numbers import holds_card_number

from tests.support.platform import SERVICES, Platform

KNOWN = ("4242424242424242", "5555555555554444", "4000000000000002", "378282246310005")
"""Numbers of Stripe's test cards: those that the journeys pay with, and one that nobody pays with."""
LIKE_ONE = re.compile(rb"(?<![\w.,+-])(?:[45]\d{15}|2[2-7]\d{14}|6\d{15}|3[47]\d{13})(?![\w.,-])")
"""Standing alone, of a length and a beginning that cards have; the check digit is looked at afterwards."""
TEXTS = """
SELECT c.table_name, string_agg(format('%I::text', c.column_name), ', ' ORDER BY c.ordinal_position)
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
  AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'numeric', 'bigint')
GROUP BY c.table_name
"""
EXCHANGE = "motorway.events"


def found_in(data: bytes) -> set[str]:
    """Known numbers, also as digits of a dumped byte string, and whatever else looks like one."""
    known = {number for number in KNOWN if number.encode() in data or number.encode().hex().encode() in data}
    others = (match.group().decode() for match in LIKE_ONE.finditer(data))
    return known | {number for number in others if holds_card_number(number)}


def in_files(folder: Path) -> dict[str, set[str]]:
    """By the file's name."""
    found = ((path.name, found_in(path.read_bytes())) for path in sorted(folder.rglob("*")) if path.is_file())
    return {name: numbers for name, numbers in found if numbers}


def in_databases(platform: Platform) -> dict[str, set[str]]:
    """By database and table: what of a row can hold one. Readings are floating point numbers and no texts."""
    found: dict[str, set[str]] = {}
    for service in SERVICES:
        with psycopg.connect(platform[f"DATABASE_URL_{service.upper()}"]) as conn:
            for table, numbers in _in_tables(conn):
                found[f"{service}.{table}"] = numbers
    return found


def _in_tables(conn: "psycopg.Connection[tuple[str, ...]]") -> Iterator[tuple[str, set[str]]]:
    for table, columns in conn.execute(TEXTS).fetchall():
        if table.startswith("reading"):
            continue
        query = f'COPY (SELECT {columns} FROM "{table}") TO STDOUT'
        with conn.cursor() as cursor, cursor.copy(query) as rows:
            numbers = set().union(*map(found_in, _joined(bytes(row) for row in rows)))
        if numbers:
            yield table, numbers


def _joined(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Row by row, some at a time."""
    waiting: list[bytes] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == 1_000:
            yield b"".join(waiting)
            waiting = []
    yield b"".join(waiting)


@asynccontextmanager
async def listening(platform: Platform) -> AsyncIterator[list[bytes]]:
    """Every event that is told in the block, with its headers."""
    heard: list[bytes] = []

    async def hear(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        heard.append(message.body + repr(message.headers).encode())

    connection = await aio_pika.connect(platform["AMQP_URL"])
    async with connection:
        channel = await connection.channel()
        queue = await channel.declare_queue(exclusive=True)
        await queue.bind(EXCHANGE, "#")
        await queue.consume(hear, no_ack=True)
        yield heard
