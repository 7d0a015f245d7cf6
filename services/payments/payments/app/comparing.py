"""A run of the reconciliation: what it has looked at, found and healed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from motorway_kit.db import transaction
from motorway_kit.errors import Conflict

from payments.app import breaks
from payments.db import runs as store
from payments.domain.reconciliation import Break, BreakClass
from payments.parts import Payments

LEASE = timedelta(minutes=3)


class RunTakenOver(Conflict):
    """The run was silent for so long that another one has begun."""


@dataclass
class Run:
    """`last_at`: when the newest run of the kind began that came to its end; None: there was none.

    `elsewhere`: ids at Stripe of what other deployments on the account made, which is left alone.
    """

    parts: Payments
    run_id: str
    at: datetime
    last_at: datetime | None
    compared: int = 0
    found: int = 0
    healed: int = 0
    elsewhere: set[str] = field(default_factory=set)

    @property
    def tally(self) -> store.Tally:
        return store.Tally(self.compared, self.found, self.healed)

    def since(self, overlap: timedelta, first: timedelta) -> datetime:
        """From when on to look: from the run before, and a little earlier, and how far the first one goes back."""
        return self.at - first if self.last_at is None else self.last_at - overlap

    async def looked_at(self, number: int = 1) -> None:
        """Says that the run is alive. Raises RunTakenOver."""
        self.compared += number
        until = self.parts.clock() + LEASE
        if not await store.extend(self.parts.db, self.run_id, until, self.tally):
            raise RunTakenOver("another run has begun", run=self.run_id)

    async def report(self, found: Break) -> None:
        """It waits for a person, or to be gone."""
        async with transaction(self.parts.db) as conn:
            self.found += await breaks.found(conn, found)

    async def heal(self, found: Break, note: str) -> None:
        """It differed, and differs no more."""
        async with transaction(self.parts.db) as conn:
            await breaks.healed_at_once(conn, found, note)
        self.found += 1
        self.healed += 1

    async def gone(self, classes: Collection[BreakClass], about: Collection[str]) -> None:
        """These subjects or payments do not differ."""
        if about:
            async with transaction(self.parts.db) as conn:
                self.healed += await breaks.gone(conn, classes, about, self.at)

    async def all_of(self, break_class: BreakClass, found: Collection[Break]) -> None:
        """These are the ones of the class, and there are no others."""
        for one in found:
            await self.report(one)
        async with transaction(self.parts.db) as conn:
            self.healed += await breaks.gone_but(conn, break_class, [one.subject for one in found], self.at)
