"""The hash chain of audit records, and how a broken one is found. Pure: the api-gateway and the command line share it.

A record is a JSON object; `hash` = SHA-256(previous hash || canonical JSON of the record without `hash`,
`previous_hash` and `seal`), in hexadecimal. The first of a day continues the last hash of the day before that has any,
so that a missing day shows. Every record and the head of every day carry an Ed25519 seal, which nobody makes without
the gateway's key.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

Record = Mapping[str, Any]
IsSealed = Callable[[bytes, bytes], bool]
"""`Verifier.is_sealed` of `motorway_access.tokens`."""

GENESIS = "0" * 64
"""What the first record of all continues."""
MAX_FINDINGS = 100
LINKS = frozenset({"hash", "previous_hash", "seal"})


class Kind(StrEnum):
    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    UNSEALED = "unsealed"


@dataclass(frozen=True)
class Finding:
    """What is wrong with a record; `sequence` 0 is the day itself, `record_id` is empty where the record is gone."""

    kind: Kind
    day: str
    sequence: int
    record_id: str
    detail: str


@dataclass(frozen=True)
class Head:
    """A day (YYYY-MM-DD, UTC): how many records, their last hash, and which day they continue ("" for the first)."""

    day: str
    records: int
    last_hash: str
    previous_day: str = ""
    previous_hash: str = GENESIS
    seal: str = ""

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> "Head":
        """From the object of a `day` line of an export. Raises KeyError, TypeError or ValueError."""
        return cls(
            str(line["day"]),
            int(line["records"]),
            str(line["last_hash"]),
            str(line["previous_day"]),
            str(line["previous_hash"]),
            str(line["seal"]),
        )

    @property
    def to_seal(self) -> bytes:
        """What the seal of the head signs. It begins differently from a record's: none of those makes a head."""
        return b"motorway audit day\n" + _json({**asdict(self), "seal": None})

    def sealed_with(self, seal: bytes) -> "Head":
        return replace(self, seal=seal.hex())


def canonical(record: Record) -> bytes:
    """Canonical JSON in the manner of RFC 8785: UTF-8, keys sorted, no spaces; integers exactly, of whatever size."""
    return _json({name: value for name, value in record.items() if name not in LINKS})


def link(previous_hash: str, record: Record) -> str:
    """The hash of the record that follows this hash."""
    return hashlib.sha256(_bytes(previous_hash) + canonical(record)).hexdigest()


def to_seal(record_hash: str) -> bytes:
    """What the seal of a record signs."""
    return b"motorway audit record\n" + _bytes(record_hash)


def extend(
    head: Head | None, day: str, contents: Iterable[Record], seal: Callable[[bytes], bytes]
) -> tuple[Head, list[Record]]:
    """Put contents into the chain after `head`, on this day, or still on the day of the head when a clock is behind.

    Returns the new head, and the records with `day`, `sequence`, `previous_hash`, `hash` and `seal`.
    """
    if head is None or head.day < day:
        last = head.last_hash if head else GENESIS
        head = Head(day, 0, last, head.day if head else "", last)
    records: list[Record] = []
    for content in contents:
        record = {**content, "day": head.day, "sequence": head.records + 1}
        chained = link(head.last_hash, record)
        links = {"previous_hash": head.last_hash, "hash": chained, "seal": seal(to_seal(chained)).hex()}
        records.append({**record, **links})
        head = replace(head, records=head.records + 1, last_hash=chained)
    return head.sealed_with(seal(head.to_seal)), records


def verify_day(
    records: Iterable[Record], head: Head | None, previous_hash: str | None, is_sealed: IsSealed
) -> list[Finding]:
    """What is wrong with a day; empty when nothing is.

    `records`: of this day by sequence, with `hash`, `previous_hash` and `seal`; a list, as a damaged day is read twice.
    `previous_hash`: the last hash of the day before that has any (GENESIS for none, None where it is not known).
    """
    quick = QuickCheck(head, previous_hash, is_sealed)
    for record in records:
        quick.add(record)
    if quick.intact:
        return []
    thorough = ThoroughCheck(head, previous_hash, is_sealed)
    for record in records:
        thorough.add(record)
    return thorough.findings()


class QuickCheck:
    """Whether a day is as it was sealed: only hashes are computed, and a single seal is checked."""

    def __init__(self, head: Head | None, previous_hash: str | None, is_sealed: IsSealed) -> None:
        self._head, self._count = head, 0
        self._last = head.previous_hash if head else GENESIS
        self._fits = head is not None and previous_hash in (None, head.previous_hash) and _is_whole(head, is_sealed)

    def add(self, record: Record) -> None:
        """The next record."""
        self._count += 1
        self._fits = self._fits and record["sequence"] == self._count and _follows(self._last, record)
        self._last = str(record["hash"])

    @property
    def intact(self) -> bool:
        """After the last record."""
        return bool(
            self._fits and self._head and (self._count, self._last) == (self._head.records, self._head.last_hash)
        )


class ThoroughCheck:
    """Which records of a damaged day are not what they were: each must carry the seal of its hash.

    A record without its seal was altered, or inserted when the next sealed one does not continue it.
    """

    def __init__(self, head: Head | None, previous_hash: str | None, is_sealed: IsSealed) -> None:
        self._is_sealed, self._findings, self._more = is_sealed, list[Finding](), 0
        self._suspects: list[Record] = []
        self._sequence, self._day = 0, head.day if head else ""
        self._head = self._checked(head, previous_hash)
        self._last = self._head.previous_hash if self._head else previous_hash

    def _checked(self, head: Head | None, previous_hash: str | None) -> Head | None:
        if head is None or not _is_whole(head, self._is_sealed):
            self._tell(Kind.UNSEALED, 0, "", "the day has no seal that fits: its head was removed or altered")
            return None
        if previous_hash not in (None, head.previous_hash):
            before = head.previous_day or "nothing"
            detail = f"{head.day} continues {before} at another hash than is found there: records or a day were removed"
            self._findings.append(Finding(Kind.REMOVED, head.previous_day or head.day, 0, "", detail))
        return head

    def add(self, record: Record) -> None:
        """The next record."""
        self._day = self._day or str(record["day"])
        if not _has_seal(record, self._is_sealed):
            self._suspect(record)
            return
        continues = self._last in (None, record["previous_hash"])
        replaced = bool(self._suspects)
        self._settle(Kind.INSERTED if continues else Kind.ALTERED)
        missing = not continues and record["sequence"] > self._sequence + 1
        if missing:
            self._gone(self._sequence + 1, record["sequence"] - 1)
        if link(record["previous_hash"], record) != record["hash"]:
            self._name(Kind.ALTERED, record, "does not have the content that was sealed")
        elif not (continues or replaced or missing):
            self._name(Kind.INSERTED, record, "stands where it does not belong")
        self._last, self._sequence = str(record["hash"]), int(record["sequence"])

    def findings(self) -> list[Finding]:
        """After the last record; at most a hundred, and one that counts the others."""
        records = self._head.records if self._head else None
        self._settle(Kind.ALTERED, beyond=records)
        if records is not None and self._sequence < records:
            self._gone(self._sequence + 1, records)
        if self._head and self._sequence >= self._head.records and not self._findings:
            self._tell(Kind.UNSEALED, 0, "", "the head of the day does not fit its records")
        if self._more:
            detail = f"and {self._more} more findings of this day"
            self._findings.append(Finding(Kind.ALTERED, self._day, 0, "", detail))
        return [replace(finding, day=finding.day or self._day) for finding in self._findings]

    def _suspect(self, record: Record) -> None:
        if len(self._suspects) < MAX_FINDINGS:
            self._suspects.append(record)
        else:
            self._more += 1
        if record["sequence"] > self._sequence + 1:
            self._gone(self._sequence + 1, record["sequence"] - 1)
        self._sequence = int(record["sequence"])

    def _settle(self, kind: Kind, beyond: int | None = None) -> None:
        for record in self._suspects:
            inserted = beyond is not None and record["sequence"] > beyond
            self._name(Kind.INSERTED if inserted else kind, record, "does not carry the seal of the gateway")
        self._suspects.clear()

    def _gone(self, first: int, last: int) -> None:
        what = f"record {first} is" if first == last else f"records {first} to {last} are"
        self._tell(Kind.REMOVED, first, "", f"{what} missing")

    def _name(self, kind: Kind, record: Record, detail: str) -> None:
        self._tell(kind, int(record["sequence"]), str(record["record_id"]), f"record {record['sequence']} {detail}")

    def _tell(self, kind: Kind, sequence: int, record_id: str, detail: str) -> None:
        if len(self._findings) < MAX_FINDINGS:
            self._findings.append(Finding(kind, self._day, sequence, record_id, detail))
        else:
            self._more += 1


def _follows(previous_hash: str, record: Record) -> bool:
    return bool(record["previous_hash"] == previous_hash and record["hash"] == link(previous_hash, record))


def _is_whole(head: Head, is_sealed: IsSealed) -> bool:
    return is_sealed(head.to_seal, _bytes(head.seal))


def _has_seal(record: Record, is_sealed: IsSealed) -> bool:
    return is_sealed(to_seal(record["hash"]), _bytes(record["seal"]))


def _bytes(hexadecimal: str) -> bytes:
    """Empty, which no seal is, for what is not hexadecimal."""
    try:
        return bytes.fromhex(hexadecimal)
    except ValueError:
        return b""


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")
