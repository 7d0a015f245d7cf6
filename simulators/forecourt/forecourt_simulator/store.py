"""The controller's disk: one SQLite file per site with its state, its unsent messages and its ledger.

State, messages and ledger change in one transaction, so a kill at any instant leaves a past that the simulation
continues from without a gap and without a second version of what was already said.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from forecourt_simulator.ledger import Ledger, SeriesTotals
from forecourt_simulator.messages import Outgoing

ANSWERS = 256

_SCHEMA = """
CREATE TABLE IF NOT EXISTS message (
    seq INTEGER PRIMARY KEY, topic TEXT NOT NULL, payload BLOB NOT NULL,
    pump INTEGER NOT NULL, transaction_sequence INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS message_transaction ON message (pump, transaction_sequence) WHERE pump > 0;
CREATE TABLE IF NOT EXISTS series (
    device TEXT NOT NULL, metric TEXT NOT NULL, count INTEGER NOT NULL, value_sum REAL NOT NULL,
    hash_sum TEXT NOT NULL, PRIMARY KEY (device, metric)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT, command_id TEXT NOT NULL UNIQUE, response BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS snapshot (id INTEGER PRIMARY KEY CHECK (id = 1), state BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Spooled:
    """A message on disk; `seq` is its controller-wide number, kept for every resend."""

    seq: int
    topic: str
    payload: bytes
    pump: int
    transaction: int


class Store:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA cache_size=-512")
        self._db.executescript(_SCHEMA)
        self.ledger = Ledger(self._stored_series())
        self.counters: dict[str, int] = dict(self._db.execute("SELECT name, value FROM counter"))

    def close(self) -> None:
        self._db.close()

    def load_state(self) -> bytes | None:
        row = self._db.execute("SELECT state FROM snapshot").fetchone()
        return row[0] if row else None

    def answer(self, command_id: str) -> bytes | None:
        """The answer to a command that was carried out, if it is among the last ones."""
        row = self._db.execute("SELECT response FROM answer WHERE command_id = ?", (command_id,)).fetchone()
        return row[0] if row else None

    def commit(self, messages: Sequence[Outgoing], state: bytes, answer: tuple[str, bytes] | None = None) -> None:
        """Stores new messages, what they add to the ledger, and the state after them, or nothing of it.

        `answer` is the id of the command that did this, and what it is answered.
        """
        counters = dict(self.counters)
        rows = [self._row(message, counters) for message in messages]
        for message in messages:
            self.ledger.add(message.readings)
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT INTO message VALUES (?, ?, ?, ?, ?)", rows)
        self._db.executemany("INSERT OR REPLACE INTO series VALUES (?, ?, ?, ?, ?)", self._changed_series())
        self._db.executemany("INSERT OR REPLACE INTO counter VALUES (?, ?)", counters.items())
        self._db.execute("INSERT OR REPLACE INTO snapshot VALUES (1, ?)", (state,))
        if answer:
            self._remember(*answer)
        self._db.execute("COMMIT")
        self.counters = counters

    def pending(self, after_seq: int, limit: int) -> list[Spooled]:
        """Messages in their order, from the one after `after_seq` on."""
        rows = self._db.execute("SELECT * FROM message WHERE seq > ? ORDER BY seq LIMIT ?", (after_seq, limit))
        return [Spooled(*row) for row in rows]

    def find(self, sequences: Iterable[int]) -> list[Spooled]:
        found = [self._db.execute("SELECT * FROM message WHERE seq = ?", (seq,)).fetchone() for seq in sequences]
        return [Spooled(*row) for row in found if row]

    def forget(self, sequences: Iterable[int]) -> None:
        """Removes acknowledged messages; finished transactions wait for their own acknowledgement."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("DELETE FROM message WHERE seq = ? AND pump = 0", ((seq,) for seq in sequences))
        self._db.execute("COMMIT")

    def forget_transactions(self, pump: int, sequence: int) -> list[int]:
        """Removes a pump's transactions up to `sequence` and returns their message numbers."""
        where = "WHERE pump = ? AND transaction_sequence <= ?"
        rows = self._db.execute(f"DELETE FROM message {where} RETURNING seq", (pump, sequence)).fetchall()  # noqa: S608
        return [row[0] for row in rows]

    def unacknowledged(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM message").fetchone()[0])

    def _remember(self, command_id: str, response: bytes) -> None:
        told = self._db.execute("INSERT INTO answer (command_id, response) VALUES (?, ?)", (command_id, response))
        self._db.execute("DELETE FROM answer WHERE id <= ?", (told.lastrowid - ANSWERS,))  # type: ignore[operator]

    @staticmethod
    def _row(message: Outgoing, counters: dict[str, int]) -> tuple[int, str, bytes, int, int]:
        counters["seq"] = counters.get("seq", 0) + 1
        kind = "messages_" + message.topic.rsplit("/", 1)[-1]
        counters[kind] = counters.get(kind, 0) + 1
        return counters["seq"], message.topic, message.payload, message.pump, message.transaction

    def _changed_series(self) -> Iterable[tuple[str, str, int, float, str]]:
        for (device, metric), totals in self.ledger.changed().items():
            yield device, metric, totals.count, totals.value_sum, f"{totals.hash_sum:016x}"

    def _stored_series(self) -> dict[tuple[str, str], SeriesTotals]:
        rows = self._db.execute("SELECT device, metric, count, value_sum, hash_sum FROM series")
        return {(device, metric): SeriesTotals(n, total, int(h, 16)) for device, metric, n, total, h in rows}
