"""Audit records and the heads of their days, from an export, over the API, or straight from the database."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

import httpx
import psycopg
from motorway_access.chain import Head, Record
from motorway_access.roles import Operation
from psycopg.rows import DictRow, dict_row

from motorway_cli.connection import Failed, require_ok

Item = Head | Record
EXPORT = "/audit/export"
FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
RECORDS = """
SELECT day, sequence, record_id, at, actor_kind, actor_id, actor_name, roles, site, operation, method, route, target,
       address, user_agent, session_id, request_id, trace_id, before, after, outcome, status, reason,
       previous_hash, hash, seal
FROM audit_record WHERE day BETWEEN %s AND %s ORDER BY day, sequence
"""
HEADS = """
SELECT day, records, last_hash, previous_day, previous_hash, seal
FROM audit_day WHERE day BETWEEN %s AND %s ORDER BY day
"""
CHUNK = 500
TEXTS = ("day", "record_id", "hash", "previous_hash", "seal")


class Unreadable(Exception):
    """A line that is neither a record nor the head of a day."""


class Source(Protocol):
    """May be read several times."""

    def items(self, first: str, last: str) -> Iterator[Item]:
        """Of these days (YYYY-MM-DD, both included; empty: open), each after its head. Raises Failed, Unreadable."""


@dataclass(frozen=True)
class File:
    """An export as NDJSON."""

    path: Path

    def items(self, first: str, last: str) -> Iterator[Item]:
        try:
            with self.path.open("rb") as lines:
                for item in parsed(lines):
                    if first <= day_of(item) <= (last or LAST_DAY):
                        yield item
        except OSError as error:
            raise Failed(f"{self.path}: {error.strerror}") from error


@dataclass(frozen=True)
class Api:
    """The export over the API, of somebody who may read all of it: parts have no heads of days."""

    client: httpx.Client

    def items(self, first: str, last: str) -> Iterator[Item]:
        self._require_everything()
        with exported(self.client, first, last, "ndjson") as answer:
            yield from parsed(by_line_feed(answer.iter_bytes()))

    def _require_everything(self) -> None:
        answer = self.client.get("/me")
        require_ok(answer)
        rights = answer.json()["permissions"]
        if not any(right["operation"] == Operation.AUDIT_READ and right["everything"] for right in rights):
            raise Failed("only who may read the audit of all sites can check it")


def by_line_feed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Ended by a line feed alone: a text may hold what others take for the end of a line, such as U+2028."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
    if rest:
        yield rest


@contextmanager
def exported(client: httpx.Client, first: str, last: str, form: str) -> Iterator[httpx.Response]:
    """The answer, to be streamed. Raises Failed."""
    asked = {"from": first, "to": last, "format": form}
    with client.stream("GET", EXPORT, params={name: value for name, value in asked.items() if value}) as answer:
        require_ok(answer)
        yield answer


@dataclass(frozen=True)
class Database:
    """The tables of the api-gateway, past everything that could tell us something else."""

    url: str

    def items(self, first: str, last: str) -> Iterator[Item]:
        days = (first or FIRST_DAY, last or LAST_DAY)
        try:
            with psycopg.connect(self.url, row_factory=dict_row) as conn:
                conn.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                conn.read_only = True
                yield from _in_order(conn, days)
        except psycopg.Error as error:
            raise Failed(f"the database: {error}".rstrip()) from error


def _in_order(conn: psycopg.Connection[DictRow], days: tuple[str, str]) -> Iterator[Item]:
    heads = [Head.of(_plain_row(row)) for row in conn.execute(HEADS, days).fetchall()]
    with conn.cursor("audit", row_factory=dict_row) as cursor:
        cursor.itersize = CHUNK
        for row in cursor.execute(RECORDS, days):
            record = _plain_row(row)
            while heads and heads[0].day <= record["day"]:
                yield heads.pop(0)
            yield record
    yield from heads


def _plain_row(row: DictRow) -> dict[str, Any]:
    return {name: _plain(name, value) for name, value in row.items()}


def _plain(name: str, value: Any) -> Any:
    """As JSON has it: times in UTC with microseconds, bytes in hexadecimal."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case None if name == "previous_day":
            return ""
        case None | int() | float() | str() | list() | dict():
            return value
        case _:
            return str(value)


def day_of(item: Item) -> str:
    return item.day if isinstance(item, Head) else str(item["day"])


def parsed(lines: Iterable[bytes]) -> Iterator[Item]:
    """The lines of an export. Raises Unreadable."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _item(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(f"line {number} is neither a record nor a day: {error!r}") from error


def _item(line: Mapping[str, Any]) -> Item:
    if "day" in line:
        return Head.of(line["day"])
    record: dict[str, Any] = line["record"]
    if not all(isinstance(record[name], str) for name in TEXTS) or not isinstance(record["sequence"], int):
        raise ValueError("a field is not of its type")
    return record
