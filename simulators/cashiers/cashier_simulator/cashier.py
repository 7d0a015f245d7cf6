"""A cashier at one site: releases pumps that call, takes money for what is payable, counts at the end of a shift."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from random import Random
from typing import Any

import httpx

from cashier_simulator import plan
from cashier_simulator.api import Api, Refused
from cashier_simulator.cards import CardDesk
from cashier_simulator.plan import Habits

log = logging.getLogger(__name__)

LOOK_EVERY_S = 10.0
STREAM_AGAIN_S = 2.0
TYPES = "pump.state,sale.changed"
FLOAT_MINOR = 10_000
TROUBLE = (Refused, httpx.HTTPError)


@dataclass
class Cashier:
    """`accounts` are those that customers of the site may charge; `shift_s` is how long a shift lasts."""

    api: Api
    site: str
    till: str
    chance: Random
    habits: Habits = field(default_factory=Habits)
    shift_s: float = 8 * 3600.0
    account_id: str = ""
    _busy: set[str] = field(default_factory=set)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _items: list[dict[str, Any]] = field(default_factory=list)
    _currency: str = ""

    def __post_init__(self) -> None:
        self._cards = CardDesk(self.api, self.site, self.till, self.chance)

    async def work(self) -> None:
        """For ever."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._take_prepayments(tasks))
            while True:
                await self._look(tasks)
                self._woken.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_S):
                        await self._woken.wait()

    async def _listen(self) -> None:
        """The live stream only wakes; what is to be done is asked for."""
        while True:
            with suppress(httpx.HTTPError):
                async for _ in self.api.events(self.site, TYPES):
                    self._woken.set()
            await asyncio.sleep(STREAM_AGAIN_S)

    async def _look(self, tasks: asyncio.TaskGroup) -> None:
        try:
            await self._on_shift()
            pumps = await self._pumps()
            sales = (await self.api.get("/sales", site=self.site, state="PAYABLE", limit="100"))["items"]
        except TROUBLE as trouble:
            log.warning("%s: %s", self.site, trouble)
            return
        for pump in plan.calling(pumps):
            self._begin(tasks, f"pump/{pump}", self.habits.authorise_s, partial(self._authorise, pump))
        for sale in (sale for sale in sales if not plan.undecided(sale)):
            self._begin(tasks, sale["sale_id"], self.habits.pay_s, partial(self._pay, sale["sale_id"]))

    def _begin(
        self,
        tasks: asyncio.TaskGroup,
        what: str,
        after_s: tuple[float, float],
        act: Callable[[], Coroutine[Any, Any, None]],
    ) -> None:
        """One thing at a time for each pump and each sale, after some thought."""
        if what not in self._busy:
            self._busy.add(what)
            tasks.create_task(self._act(what, self.chance.uniform(*after_s), act))

    async def _act(self, what: str, after_s: float, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await asyncio.sleep(after_s)
            await act()
        except TROUBLE as trouble:
            log.warning("%s %s: %s", self.site, what, trouble)
        finally:
            self._busy.discard(what)

    async def _pumps(self) -> list[dict[str, Any]]:
        pumps: list[dict[str, Any]] = (await self.api.get(f"/sites/{self.site}/pumps/status"))["items"]
        return pumps

    async def _authorise(self, pump: int) -> None:
        await self.api.post("/sales", {"site": self.site, "kind": "POST_PAY", "pump": pump})

    async def _take_prepayments(self, tasks: asyncio.TaskGroup) -> None:
        while True:
            await asyncio.sleep(self.chance.expovariate(1 / self.habits.prepay_every_s))
            with suppress(*TROUBLE):
                if pumps := plan.free(await self._pumps()):
                    pump = self.chance.choice(pumps)
                    self._begin(tasks, f"pump/{pump}", (0.0, 0.0), partial(self._prepay, pump))

    async def _prepay(self, pump: int) -> None:
        """In cash for an amount; by card a maximum is held, and what is delivered taken of it."""
        amount = self.chance.choice(plan.PREPAY_MINOR)
        tender: dict[str, Any] = {"kind": "CASH", "amount_minor": amount, "given_minor": amount}
        if plan.by_card(self.chance):
            amount = plan.HOLD_MINOR
            tender = {"kind": "CARD", "payment_id": await self._cards.hold(amount, self._currency)}
            if not tender["payment_id"]:
                return
        wish = {"site": self.site, "kind": "PRE_PAY", "pump": pump, "max_amount_minor": amount, "tenders": [tender]}
        await self.api.post("/sales", wish)

    async def _pay(self, sale_id: str) -> None:
        sale = await self.api.post(f"/sales/{sale_id}/lock")
        if sale["due_minor"] < 0:
            await self.api.post(f"/sales/{sale_id}/change")
            return
        if item := plan.buys(self._items, self.chance):
            sale = await self.api.post(f"/sales/{sale_id}/lines", {"item_id": item})
        if plan.by_card(self.chance) and await self._cards.pay(sale):
            return
        given = plan.tender(sale["due_minor"], self.account_id, self.chance)
        await self.api.post(f"/sales/{sale_id}/tenders", given)

    async def _on_shift(self) -> None:
        """Opens a shift where there is none, and ends one that lasted long enough."""
        try:
            shift = await self.api.get("/shifts/current", site=self.site)
        except Refused as refused:
            if refused.status not in (404, 409):
                raise
            shift = await self._open()
        self._currency = shift["currency"]
        if self._age_s(shift) > self.shift_s and not self._busy:
            await self._close(shift)

    async def _open(self) -> dict[str, Any]:
        wish = {"site": self.site, "till": self.till, "mode": "PER_CASHIER", "float_minor": FLOAT_MINOR}
        shift: dict[str, Any] = await self.api.post("/shifts", wish)
        self._items = (await self.api.get(f"/sites/{self.site}/items", limit="100"))["items"]
        log.info("%s: shift opened", self.site)
        return shift

    async def _close(self, shift: dict[str, Any]) -> None:
        """Counts the drawer, now and then a little wrong."""
        shift_id = shift["shift_id"]
        counted = shift["float_minor"] + await self._cash_in(shift_id) + self.chance.choice((0, 0, 0, -50, 20))
        await self.api.post(f"/shifts/{shift_id}/close", {"counted_minor": max(0, counted)})
        log.info("%s: shift closed", self.site)

    async def _cash_in(self, shift_id: str) -> int:
        """What lies in the drawer beside the float: the notes of every sale of the shift, less the change."""
        cash, cursor = 0, ""
        while True:
            page = await self.api.get("/sales", site=self.site, shift_id=shift_id, limit="200", cursor=cursor)
            cash += sum(plan.cash_of(sale, shift_id) for sale in page["items"])
            if not (cursor := page["next_cursor"]):
                return cash

    @staticmethod
    def _age_s(shift: dict[str, Any]) -> float:
        return time.time() - datetime.fromisoformat(shift["opened_at"]).timestamp()
