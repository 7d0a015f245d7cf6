"""Reading the audit: search, export, and the check that nothing was done to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from motorway_access.chain import GENESIS, Finding, Head, IsSealed, QuickCheck, Record, ThoroughCheck
from motorway_access.tokens import Signer, Verifier
from motorway_kit.db import AWAY, Connection, Pool
from motorway_kit.errors import ResourceExhausted, Unavailable

from api_gateway.db import audit
from api_gateway.domain.audit import AuditRecordNotFound
from api_gateway.domain.audit_search import Place, Search

ANSWER_S = 5.0
READERS_MAX = 3
Check = QuickCheck | ThoroughCheck


class TooManyAuditReaders(ResourceExhausted):
    """Each export and verification holds a connection while it lasts."""


@dataclass(frozen=True)
class DayReport:
    """A day as it was found; `records` and `last_hash` of the records that are there."""

    day: str
    records: int
    last_hash: str
    findings: list[Finding]


@dataclass
class Audit:
    """What reading the audit works with."""

    db: Pool
    is_sealed: IsSealed
    _readers: int = field(default=0, init=False)

    async def search(self, wanted: Search, before: Place | None, limit: int) -> tuple[list[Record], str]:
        """A page, newest first, and the cursor of the next one (empty: none)."""
        async with self._connection() as conn:
            found = await audit.search(conn, wanted, before, limit + 1)
        page = found[:limit]
        return page, Place.of(page[-1]).cursor if len(found) > limit else ""

    async def find(self, record_id: str, sites: list[str] | None) -> Record:
        """Raises AuditRecordNotFound, also when it is of none of these sites."""
        async with self._connection() as conn:
            record = await audit.find(conn, record_id)
        if record is None or (sites is not None and record["site"] not in sites):
            raise AuditRecordNotFound("there is no such audit record", record=record_id)
        return record

    async def export(self, first: date, last: date, sites: list[str] | None) -> AsyncIterator[Head | Record]:
        """Records of whole days in order; where it is all sites, after the head of their day."""
        async with self._snapshot() as conn:
            heads = list((await audit.heads(conn, first, last)).values()) if sites is None else []
            async for record in audit.stream(conn, first, last, sites):
                while heads and heads[0].day <= record["day"]:
                    yield heads.pop(0)
                yield record
            for head in heads:
                yield head

    async def verify(self, first: date, last: date) -> AsyncIterator[DayReport]:
        """Every day of the range that has records or a head, in order."""
        async with self._snapshot() as conn:
            heads = await audit.heads(conn, first, last)
            before = await audit.head_before(conn, first)
            previous_hash = before.last_hash if before else GENESIS
            with_records = {day.isoformat() for day in await audit.days_with_records(conn, first, last)}
            for day in sorted(heads.keys() | with_records):
                report = await self._verified(conn, day, heads.get(day), previous_hash)
                previous_hash = heads[day].last_hash if day in heads else report.last_hash
                yield report

    async def _verified(self, conn: Connection, day: str, head: Head | None, previous_hash: str) -> DayReport:
        quick = QuickCheck(head, previous_hash, self.is_sealed)
        count, last_hash = await _walk(conn, day, quick)
        if quick.intact:
            return DayReport(day, count, last_hash, [])
        thorough = ThoroughCheck(head, previous_hash, self.is_sealed)
        await _walk(conn, day, thorough)
        return DayReport(day, count, last_hash, thorough.findings())

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        try:
            async with self.db.acquire(timeout=ANSWER_S) as conn:
                yield conn
        except AWAY as error:
            raise Unavailable("the audit cannot be read at the moment: the database does not answer") from error

    @asynccontextmanager
    async def _snapshot(self) -> AsyncIterator[Connection]:
        """Long reading sees one state of the database."""
        if self._readers >= READERS_MAX:
            raise TooManyAuditReaders("others are reading the whole audit; try again in a moment")
        self._readers += 1
        try:
            async with self._connection() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
                yield conn
        finally:
            self._readers -= 1


def reading(db: Pool, signer: Signer, keys_file: Path | None) -> Audit:
    """`keys_file`: public keys whose seals count, PEM; none: only that of the signer. Raises OSError or ValueError."""
    verifier = Verifier.load(keys_file) if keys_file else signer.verifier
    return Audit(db, verifier.is_sealed)


async def _walk(conn: Connection, day: str, check: Check) -> tuple[int, str]:
    count, last_hash = 0, GENESIS
    whole = date.fromisoformat(day)
    async for record in audit.stream(conn, whole, whole, None):
        check.add(record)
        count, last_hash = count + 1, str(record["hash"])
    return count, last_hash
