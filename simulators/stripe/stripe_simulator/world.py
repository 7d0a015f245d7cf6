"""The world: every object, the clock, what happened, and what will happen."""

import heapq
from collections.abc import Callable, Iterable
from typing import Any

from stripe_simulator.clock import Clock
from stripe_simulator.errors import missing_object
from stripe_simulator.ids import new_id
from stripe_simulator.settings import API_VERSION, Settings
from stripe_simulator.state import Object, Table
from stripe_simulator.store import Store

Listener = Callable[[list[Object]], None]
Action = Callable[["World", str], None]

NOBODY: Object = {"id": None, "idempotency_key": None}
_CLOCK, _TIMER = "_clock", "_timer"


class World:
    """
    Changes are made by `put`, `remove`, `emit` and `at`, and become durable together by `commit`, which then tells the
    listeners of the events. Everything happens in one thread, and no call awaits between its changes and the commit.
    """

    def __init__(self, settings: Settings, clock: Clock | None = None, store: Store | None = None) -> None:
        self.settings, self.clock, self.store = settings, clock or Clock(), store
        self.listeners: list[Listener] = []
        self.actions: dict[str, Action] = {}
        self.beginnings: list[Callable[[World], None]] = []
        self.request = NOBODY
        self._tables: dict[str, Table] = {}
        self._dirty: dict[tuple[str, str], Object | None] = {}
        self._events: list[Object] = []
        self._due: list[tuple[float, str]] = []
        self._load(store.load() if store else ())

    @property
    def now(self) -> int:
        return int(self.clock.now())

    def table(self, kind: str) -> Table:
        """Objects by their `object` (`payment_intent`); kinds of the simulator's own begin with an underscore."""
        found = self._tables.get(kind)
        if found is None:
            found = self._tables[kind] = Table()
        return found

    def get(self, kind: str, identifier: str, param: str = "id", name: str | None = None) -> Object:
        """Raises NotFound `resource_missing` with the parameter."""
        found = self.table(kind).get(identifier)
        if found is None:
            raise missing_object(name or kind, identifier, param)
        return found

    def put(self, row: Object) -> Object:
        self.table(row["object"]).put(row)
        self._dirty[row["object"], row["id"]] = row
        return row

    def remove(self, kind: str, identifier: str) -> None:
        self.table(kind).remove(identifier)
        self._dirty[kind, identifier] = None

    def emit(self, name: str, row: Object, previous: Object | None = None) -> Object:
        """An event, `previous` being the old values of what changed. Listeners hear it at the commit."""
        data: Object = {"object": row} if previous is None else {"object": row, "previous_attributes": previous}
        event = {
            "id": new_id("evt"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now,
            "data": data,
            "livemode": False,
            "pending_webhooks": 0,
            "request": self.request,
            "type": name,
        }
        self._events.append(event)
        return self.put(event)

    def at(self, when: float, action: str, subject: str) -> None:
        """Do this once the clock shows that; the same action on the same subject has one time, the last given."""
        name = f"{action}:{subject}"
        known = self.table(_TIMER).get(name)
        if known is not None and known["at"] == when:
            return
        self.put({"object": _TIMER, "id": name, "at": when, "action": action, "subject": subject})
        heapq.heappush(self._due, (float(when), name))

    def tick(self) -> None:
        """Do what is due. Whoever calls commits."""
        while self._due and self._due[0][0] <= self.clock.now():
            when, identifier = heapq.heappop(self._due)
            timer = self.table(_TIMER).get(identifier)
            if timer is not None and timer["at"] == when:
                self.remove(_TIMER, identifier)
                self.request = NOBODY
                self.actions[timer["action"]](self, timer["subject"])

    def advance(self, seconds: float) -> None:
        """Let time pass, and everything happen that was to happen meanwhile, in its order and at its time."""
        end = self.clock.ahead_s + seconds
        while self._due and self._due[0][0] - self.clock.now() < end - self.clock.ahead_s:
            self.clock.advance(max(0.0, self._due[0][0] - self.clock.now()))
            self.tick()
        self.clock.advance(max(0.0, end - self.clock.ahead_s))
        self.put({"object": _CLOCK, "id": _CLOCK, "ahead_s": self.clock.ahead_s})
        self.commit()

    def commit(self) -> None:
        """Make all changes durable, then tell of them."""
        if self._dirty:
            if self.store:
                self.store.save(self._dirty)
            self._dirty = {}
        if self._events:
            events, self._events = self._events, []
            for listener in self.listeners:
                listener(events)

    def reset(self) -> None:
        """Everything is gone; the time stays, and what is always there (`beginnings`) begins again."""
        self._clear()
        if self.store:
            self.store.clear()
        self.put({"object": _CLOCK, "id": _CLOCK, "ahead_s": self.clock.ahead_s})
        for begin in self.beginnings:
            begin(self)
        self.commit()

    def dump(self) -> dict[str, list[Object]]:
        """Every object by kind, oldest first."""
        return {kind: list(table.oldest_first()) for kind, table in self._tables.items()}

    def _clear(self) -> None:
        self._tables, self._dirty, self._events, self._due = {}, {}, [], []

    def _load(self, rows: Iterable[tuple[str, Any]]) -> None:
        for kind, row in rows:
            self.table(kind).put(row)
        self._due = [(timer["at"], timer["id"]) for timer in self.table(_TIMER).oldest_first()]
        heapq.heapify(self._due)
        told = self.table(_CLOCK).get(_CLOCK)
        if told is not None:
            self.clock.advance(told["ahead_s"])
