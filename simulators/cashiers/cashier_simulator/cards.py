"""Paying by card at a till: at its reader, or with an app on the customer's phone; no card number anywhere."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from cashier_simulator import plan
from cashier_simulator.api import Api, Refused

ASK_AGAIN_S = 0.7
PATIENCE_S = 40.0
UNDECIDED = frozenset({"CREATED", "AUTHORISING", "ACTION_REQUIRED"})
GONE = frozenset({404, 409})


@dataclass
class CardDesk:
    """Cards at one till. Its reader asks one customer at a time; whoever comes meanwhile pays with an app."""

    api: Api
    site: str
    till: str
    chance: Random
    _reader: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def pay(self, sale: dict[str, Any]) -> bool:
        """All that is due. False when the card was declined, or given up. Raises what Api raises."""
        async with self._method() as method:
            path = f"/sales/{sale['sale_id']}/card-payments"
            asked = await self.api.post(path, {"method": method})
            payment = asked["card_payments"][-1]["payment_id"]
            if (state := await self._outcome(sale["sale_id"], payment)) in plan.UNDECIDED:
                await self._give_up(f"{path}/{payment}/cancel")
                state = await self._state(sale["sale_id"], payment)
            return state != "ENDED"

    async def hold(self, amount_minor: int, currency: str) -> str:
        """The id of an approved hold; empty: the card was declined, or nobody answered in time."""
        async with self._method() as method:
            wish = {"site": self.site, "amount_minor": amount_minor, "currency": currency, "method": method}
            payment = await self.api.post("/payments", wish)
            path = f"/payments/{payment['payment_id']}"
            deadline = time.monotonic() + PATIENCE_S
            while payment["state"] in UNDECIDED and time.monotonic() < deadline:
                await asyncio.sleep(ASK_AGAIN_S)
                payment = await self.api.get(path)
            if payment["state"] == "AUTHORISED":
                return str(payment["payment_id"])
            await self._give_up(f"{path}/cancel")
            return ""

    @asynccontextmanager
    async def _method(self) -> AsyncIterator[dict[str, str]]:
        """How the next customer presents a card; the reader is theirs meanwhile."""
        readers = await self._readers()
        if readers and not self._reader.locked() and self.chance.random() < plan.READER_SHARE:
            async with self._reader:
                yield {"kind": "READER", "reader_id": readers[0]}
        else:
            yield {"kind": "PAYMENT_METHOD", "payment_method": plan.card(self.chance)}

    async def _readers(self) -> list[str]:
        """Those at this till that are on line."""
        known = (await self.api.get("/readers", site=self.site))["items"]
        return [row["reader_id"] for row in known if row["till"] == self.till and row["status"] == "online"]

    async def _outcome(self, sale_id: str, payment_id: str) -> str:
        """What became of the payment within the customer's patience."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            state = await self._state(sale_id, payment_id)
            if state not in plan.UNDECIDED or time.monotonic() > deadline:
                return state
            await asyncio.sleep(ASK_AGAIN_S)

    async def _state(self, sale_id: str, payment_id: str) -> str:
        payments = (await self.api.get(f"/sales/{sale_id}"))["card_payments"]
        return next(str(payment["state"]) for payment in payments if payment["payment_id"] == payment_id)

    async def _give_up(self, path: str) -> None:
        """What cannot be given up has ended meanwhile."""
        try:
            await self.api.post(path)
        except Refused as refused:
            if refused.status not in GONE:
                raise
