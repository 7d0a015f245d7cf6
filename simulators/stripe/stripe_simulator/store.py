"""The world on disk, so that a simulator that was killed comes back with its money. Not made for power cuts."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

import orjson

from stripe_simulator.state import Object

Changes = Mapping[tuple[str, str], Object | None]

_TABLE = """
CREATE TABLE IF NOT EXISTS objects (
  position INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, UNIQUE (kind, id)
)"""
_PUT = "INSERT INTO objects (kind, id, body) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body"
_REMOVE = "DELETE FROM objects WHERE kind = ? AND id = ?"


class Store:
    """One SQLite file; a batch of changes is one transaction."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute(_TABLE)

    def load(self) -> Iterator[tuple[str, Object]]:
        """Kind and object, oldest first."""
        for kind, body in self._db.execute("SELECT kind, body FROM objects ORDER BY position"):
            yield kind, orjson.loads(body)

    def save(self, changes: Changes) -> None:
        """None removes."""
        self._db.execute("BEGIN")
        for (kind, identifier), row in changes.items():
            if row is None:
                self._db.execute(_REMOVE, (kind, identifier))
            else:
                self._db.execute(_PUT, (kind, identifier, orjson.dumps(row)))
        self._db.execute("COMMIT")

    def clear(self) -> None:
        self._db.execute("DELETE FROM objects")

    def close(self) -> None:
        self._db.close()
