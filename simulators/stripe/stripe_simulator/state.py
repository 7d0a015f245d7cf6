"""Objects in memory, in the order in which they were made."""

from collections.abc import Iterator
from typing import Any

Object = dict[str, Any]

_FEW = 1_000


class Table:
    """Objects of one kind by id. An object that was put is never changed in place: a new one replaces it."""

    def __init__(self) -> None:
        self._rows: dict[str, Object] = {}
        self._order: list[str | None] = []
        self._position: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, identifier: str) -> Object | None:
        return self._rows.get(identifier)

    def put(self, row: Object) -> None:
        identifier = row["id"]
        if identifier not in self._position:
            self._position[identifier] = len(self._order)
            self._order.append(identifier)
        self._rows[identifier] = row

    def remove(self, identifier: str) -> None:
        if self._rows.pop(identifier, None) is None:
            return
        self._order[self._position.pop(identifier)] = None
        if len(self._order) > max(_FEW, 2 * len(self._rows)):
            self._order = [name for name in self._order if name is not None]
            self._position = {name: index for index, name in enumerate(self._order) if name is not None}

    def oldest_first(self) -> Iterator[Object]:
        return (self._rows[name] for name in list(self._order) if name is not None)

    def newest_first(self, before: str | None = None) -> Iterator[Object]:
        """All, or those made before one of them."""
        start = len(self._order) if before is None else self._position[before]
        return self._at(range(start - 1, -1, -1))

    def since(self, identifier: str) -> Iterator[Object]:
        """Those made after it, oldest first."""
        return self._at(range(self._position[identifier] + 1, len(self._order)))

    def _at(self, places: range) -> Iterator[Object]:
        names = (self._order[place] for place in places)
        return (self._rows[name] for name in names if name is not None)
