"""Sends webhooks: when they are due by the simulator's clock, signed as they go out."""

import asyncio
import heapq
import random
import secrets
import time
from collections.abc import Callable, Iterable

import httpx
import orjson

from stripe_simulator import signatures
from stripe_simulator.mischief import Mischief, Sequence
from stripe_simulator.objects import deliveries
from stripe_simulator.objects.deliveries import DELIVERY, ENDPOINT, PENDING
from stripe_simulator.state import Object
from stripe_simulator.world import World

ANSWER_WITHIN_S = 10.0
AT_ONCE = 8
LOOK_EVERY_S = 1.0
STALE_S = 600
OK = range(200, 300)


class Dispatcher:
    """Hears of events, and delivers them to the endpoints that want them while `run` runs."""

    def __init__(self, world: World, mischief: Mischief | None = None) -> None:
        self.mischief = mischief or Mischief()
        self._world = world
        self._due: list[tuple[float, int, str]] = []
        self._counter = 0
        self._busy = 0
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        world.listeners.append(self._hear)
        for row in world.table(DELIVERY).oldest_first():
            self._plan(row)

    async def run(self) -> None:
        """For ever."""
        async with httpx.AsyncClient(timeout=ANSWER_WITHIN_S) as http, asyncio.TaskGroup() as tasks:
            room = asyncio.Semaphore(AT_ONCE)
            while True:
                self._woken.clear()
                await self._send_due(http, tasks, room)
                self._tell_whether_idle()
                try:
                    async with asyncio.timeout(self._pause_s()):
                        await self._woken.wait()
                except TimeoutError:
                    continue

    def wake(self) -> None:
        """After the clock or the mischief was changed."""
        self._idle.clear()
        self._woken.set()

    async def settled(self) -> None:
        """When nothing that is due by now is still to be sent. Comes at once while everything is held."""
        self.wake()
        await self._idle.wait()

    def send_again(self, event: str) -> None:
        """Deliver it once more to everybody, whatever became of it."""
        for row in list(self._world.table(DELIVERY).oldest_first()):
            if row["event"] == event:
                self._plan(self._world.put({**row, "status": PENDING, "due": self._world.clock.now()}))
        self._world.commit()
        self.wake()

    def forget(self) -> None:
        """After a reset of the world."""
        self._due.clear()
        self.mischief = Mischief()
        self.wake()

    def _hear(self, events: list[Object]) -> None:
        for event in events:
            made = [deliveries.delivery(event, to) for to in self._endpoints(event)]
            for row in made:
                self._plan(self._world.put(row))
            if made:
                self._world.put({**event, "pending_webhooks": len(made)})
        self._world.commit()
        self.wake()

    def _endpoints(self, event: Object) -> list[Object]:
        known = self._world.table(ENDPOINT).oldest_first()
        return [row for row in known if deliveries.wants(row, event["type"])]

    def _plan(self, row: Object) -> None:
        if row["status"] == PENDING:
            self._counter += 1
            heapq.heappush(self._due, (row["due"], self._counter, row["id"]))

    def _pause_s(self) -> float:
        """Until the next one is due; the clock may jump, which wakes."""
        if self.mischief.hold or not self._due:
            return LOOK_EVERY_S
        return min(LOOK_EVERY_S, max(0.0, self._due[0][0] - self._world.clock.now()))

    async def _send_due(self, http: httpx.AsyncClient, tasks: asyncio.TaskGroup, room: asyncio.Semaphore) -> None:
        in_order, copies = self.mischief.sequence is Sequence.AS_HAPPENED, 1 + self.mischief.duplicate
        names = [name for name in self._ordered(self._take_due()) for _ in range(copies)]
        self._busy += len(names)
        for name in names:
            await room.acquire()
            sending = tasks.create_task(self._send(http, name, room.release))
            if not in_order:
                await sending

    def _take_due(self) -> list[str]:
        names = []
        while self._due and not self.mischief.hold and self._due[0][0] <= self._world.clock.now():
            due, _, name = heapq.heappop(self._due)
            row = self._world.table(DELIVERY).get(name)
            if row is not None and row["status"] == PENDING and row["due"] == due:
                names.append(name)
        return names

    def _ordered(self, names: list[str]) -> Iterable[str]:
        match self.mischief.sequence:
            case Sequence.REVERSED:
                return reversed(names)
            case Sequence.SHUFFLED:
                return random.sample(names, len(names))
        return names

    async def _send(self, http: httpx.AsyncClient, name: str, done: Callable[[], None]) -> None:
        try:
            row = self._world.table(DELIVERY).get(name)
            if row is not None:
                self._note(name, *await self._attempt(http, row))
        finally:
            done()
            self._busy -= 1
            self._tell_whether_idle()

    async def _attempt(self, http: httpx.AsyncClient, row: Object) -> tuple[bool, str]:
        """Whether it was taken, and what the endpoint said."""
        event = self._world.table("event").get(row["event"])
        to = self._world.table(ENDPOINT).get(row["endpoint"])
        if event is None or to is None:
            return False, "the endpoint is gone"
        if self.mischief.takes("drop"):
            return False, "lost on the way"
        body = orjson.dumps(event, option=orjson.OPT_INDENT_2)
        headers = {"Content-Type": "application/json; charset=utf-8", signatures.HEADER: self._signature(body, to)}
        try:
            answer = await http.post(to["url"], content=body, headers=headers)
        except httpx.HTTPError as error:
            return False, f"{type(error).__name__}: {error}"
        return answer.status_code in OK, str(answer.status_code)

    def _signature(self, body: bytes, to: Object) -> str:
        """Made in real time: who receives it has no other clock to judge its age by."""
        now = int(time.time())
        if self.mischief.takes("stale"):
            return signatures.header(body, to["_secrets"], now - STALE_S)
        if self.mischief.takes("corrupt"):
            return signatures.header(body, [f"whsec_{secrets.token_hex(16)}"], now)
        return signatures.header(body, to["_secrets"], now)

    def _note(self, name: str, succeeded: bool, answer: str) -> None:
        row = self._world.table(DELIVERY).get(name)
        if row is None or row["status"] != PENDING:  # a copy of it came first, or the world was reset
            return
        after = self._world.put(deliveries.tried(row, answer, self._world.clock.now(), succeeded=succeeded))
        self._plan(after)
        event = self._world.table("event").get(row["event"])
        if succeeded and event is not None:
            self._world.put({**event, "pending_webhooks": max(0, event["pending_webhooks"] - 1)})
        self._world.commit()

    def _tell_whether_idle(self) -> None:
        due = self._due and self._due[0][0] <= self._world.clock.now()
        if not self._busy and (self.mischief.hold or not due):
            self._idle.set()
