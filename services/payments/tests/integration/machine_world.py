"""Paying in one process, again and again from nothing: real PostgreSQL, the simulator, and a pos of our own."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from motorway.pos.v1 import events_pb2 as pos_events
from motorway_access.testing import CallerKeys, calling
from motorway_kit.db import migrate, pool
from motorway_kit.errors import MotorwayError
from motorway_kit.health import Health
from motorway_kit.ids import new_id
from motorway_kit.messaging import Event
from motorway_kit.testing_engines import Postgres
from payments.__main__ import MIGRATIONS
from payments.app import payments, reconciliation, snapshots, starting
from payments.app.commands import Worker
from payments.app.keeper import look_at_due
from payments.clients import neighbours
from payments.consumers import Consumer
from payments.db import payments as store
from payments.domain.payment import MethodKind, Payment, PaymentState, Purpose
from payments.domain.request import AskedMethod, Wanted
from payments.domain.steps import SETTLED_OTHERWISE
from payments.parts import Payments, stripe_parts
from payments.recent import Recent
from payments.settings import PaymentsSettings
from pydantic import SecretStr
from stripe_simulator.fault_rules import Rule

from .books_world import unhurried
from .simulated import KEY, SimulatedStripe, simulated_stripe

T = TypeVar("T")
SITE = "m25-cobham"
TABLES = (
    *("ledger_leg", "ledger_entry", "reconciliation_break", "reconciliation_run", "stripe_transaction", "payout"),
    *("webhook", "dispute", "command", "card_refund", "payment_request", "payment_step", "payment", "outbox", "inbox"),
)
EMPTY = "SET session_replication_role = replica; {} SET session_replication_role = DEFAULT".format(
    " ".join(f"DELETE FROM {table};" for table in TABLES)
)


@dataclass
class Sale:
    """What pos knows of a payment: the events that it has told are told again when somebody dies."""

    payment_id: str
    sale_id: str
    purpose: Purpose
    amount: int
    claimed: bool = False
    takes: int | None = None
    given_back: int = 0


@dataclass
class Machine:
    """One process that may die at any time, and what stays: database, Stripe, time. `to_fail`: late in `live_on`."""

    parts: Payments
    stripe: SimulatedStripe
    keys: CallerKeys
    sales: list[Sale] = field(default_factory=list)
    to_fail: list[Rule] = field(default_factory=list)
    deaths: int = 0

    async def begin(self) -> None:
        """From nothing."""
        self.stripe.heal()
        self.stripe.world.reset()
        await self.parts.db.execute(EMPTY)
        self.sales, self.to_fail, self.deaths = [], [], 0
        self.restart()

    def restart(self) -> None:
        """What a process had in its memory is gone; or another one goes on, with what it remembers of payments."""
        recent, self.deaths = self.parts.recent if self.deaths % 2 else Recent(), self.deaths + 1
        self.parts = replace(self.parts, commands=asyncio.Queue(), recent=recent)

    async def start(self, purpose: Purpose, card: str, amount: int) -> None:
        sale = Sale(new_id(), new_id(), purpose, amount)
        of = "" if purpose is Purpose.HOLD else sale.sale_id
        asked = AskedMethod(MethodKind.PAYMENT_METHOD, card)
        wanted = Wanted(sale.payment_id, SITE, of, "", purpose, asked, amount, "GBP", "Fuel", "")
        with calling(self.keys):
            await starting.start(self.parts, wanted)
        self.sales.append(sale)

    async def claim(self, sale: Sale) -> None:
        """A pump is released only after this."""
        with calling(self.keys):
            await payments.claim(self.parts, sale.payment_id, sale.sale_id, SITE)
        sale.claimed = True

    async def cancel(self, sale: Sale) -> None:
        with calling(self.keys):
            await payments.cancel(self.parts, sale.payment_id, "")

    async def retry(self, sale: Sale, card: str) -> None:
        with calling(self.keys):
            await payments.retry(self.parts, sale.payment_id, AskedMethod(MethodKind.PAYMENT_METHOD, card), new_id())

    async def fix(self, sale: Sale, amount: int, reason: str = "") -> None:
        """Told once, though perhaps twice."""
        sale.takes = amount
        told = pos_events.CardAmountFixed(
            site_id=SITE,
            sale_id=sale.sale_id,
            payment_id=sale.payment_id,
            amount_minor=amount,
            currency="GBP",
            reason=reason,
        )
        event_id = new_id()
        for _ in range(2):
            await self._hear(told, event_id)

    async def refund(self, sale: Sale, amount: int) -> None:
        told = pos_events.CardRefundApproved(
            refund_id=new_id(),
            site_id=SITE,
            sale_id=sale.sale_id,
            payment_id=sale.payment_id,
            amount_minor=amount,
            currency="GBP",
            reason="wrong_fuel",
            approved_by="Ann",
        )
        await self._hear(told, new_id())

    async def webhook(self, sale: Sale) -> None:
        """Stripe told that something happened: how it is, is asked."""
        await snapshots.refresh(self.parts, sale.payment_id)

    async def work(self) -> None:
        await Worker(self.parts).drain()

    async def die_working(self, turns: int) -> None:
        """In the middle of whatever it is doing."""
        task = asyncio.create_task(self.work())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        self.restart()

    async def look(self) -> None:
        await look_at_due(self.parts)
        await self.work()

    async def reconcile(self, what: str) -> None:
        with calling(self.keys):
            await reconciliation.reconcile(self.parts, what)
        await self.work()

    async def live_on(self) -> None:
        """What was begun goes on, with whatever is still to fail."""
        await self.work()
        for sale in self.sales:
            if sale.purpose is Purpose.HOLD and not sale.claimed:
                with suppress(MotorwayError):
                    await self.claim(sale)
            if sale.claimed and sale.takes is None:
                await self.fix(sale, sale.amount - 1)
        await self._wait(0, 2, 20)
        self.stripe.spoil(*self.to_fail)
        for number, sale in enumerate(self.sales):
            captured = (await self.payment(sale)).captured_minor
            if number % 2 and captured and (sale.takes is None or captured <= sale.takes):
                await self.fix(sale, captured // 3, SETTLED_OTHERWISE)
            await self.refund(sale, 1 + captured // 4)
        await self._wait(0, 2, 20, 70)

    async def _wait(self, *seconds: int) -> None:
        for pause in seconds:
            self.stripe.forward(pause)
            await self.work()

    async def heal(self) -> None:
        """Stripe answers again, every sale says what it takes, time passes, and the books are compared."""
        self.stripe.heal()
        await self.answer_everything()
        for sale in self.sales:
            if sale.claimed and sale.takes is None:
                await self.fix(sale, sale.amount // 2)
        await self.answer_everything()
        for _ in range(2):
            self.stripe.forward(45 * 60)
            await self.look()
            await self.answer_everything()
        for what in ("minutes", "hourly", "daily"):
            await self.reconcile(what)
        await self.answer_everything()

    async def answer_everything(self) -> None:
        """Until no question is open."""
        for _ in range(12):
            await self.work()
            if not await self.parts.db.fetchval("SELECT count(*) FROM command WHERE done_at IS NULL"):
                return
            self.stripe.forward(70)
        raise AssertionError("a question stays open")

    async def payment(self, sale: Sale) -> Payment:
        found = await store.get(self.parts.db, sale.payment_id)
        assert found is not None
        return found

    async def clearing(self) -> int:
        query = "SELECT coalesce(sum(amount_minor), 0)::bigint FROM ledger_leg WHERE leg_kind = 'stripe_clearing'"
        return int(await self.parts.db.fetchval(query))

    async def at_stripe(self) -> int:
        """What Stripe holds for us, by its own word."""
        balance: Any = await self.parts.stripe.client.v1.balance.retrieve_async()
        return sum(part.amount for part in (*balance.available, *balance.pending))

    async def open_breaks(self) -> Sequence[str]:
        rows = await self.parts.db.fetch(
            "SELECT break_class || ' ' || details AS what FROM reconciliation_break WHERE resolved_at IS NULL"
        )
        return [row["what"] for row in rows]

    async def told(self, payment_id: str, name: str) -> int:
        """How often an event of this name was told of the payment."""
        rows = await self.parts.db.fetch("SELECT body FROM outbox WHERE type = $1", f"motorway.payments.v1.{name}")
        return sum(payment_id.encode() in row["body"] for row in rows)

    def intents(self, payment_id: str) -> list[dict[str, Any]]:
        """At Stripe, of one payment."""
        rows = self.stripe.world.table("payment_intent").oldest_first()
        return [row for row in rows if row["metadata"].get("payment_id") == payment_id]

    def refunded(self, intent: str) -> int:
        """Of one PaymentIntent, by Stripe's word."""
        rows = self.stripe.world.table("refund").oldest_first()
        return sum(row["amount"] for row in rows if row["payment_intent"] == intent and row["status"] == "succeeded")

    async def _hear(self, told: Any, event_id: str) -> None:
        name, body = told.DESCRIPTOR.full_name, told.SerializeToString()
        event = Event(event_id, name, SITE, "pos", self.parts.clock(), body, redelivered=False)
        await Consumer(self.parts).handlers[name](event)


class Harness:
    """A loop of its own, which a state machine can use step by step."""

    def __init__(self, server: Postgres, folder: Path) -> None:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self.machine = self.run(self._stack.enter_async_context(_machine(server, folder)))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def attempt(self, work: Coroutine[Any, Any, None]) -> bool:
        """False: it was refused, or could not be done at the moment."""
        try:
            self.run(work)
        except MotorwayError:
            return False
        return True

    def close(self) -> None:
        self.run(self._stack.aclose())
        self._runner.close()


@asynccontextmanager
async def _machine(server: Postgres, folder: Path) -> AsyncIterator[Machine]:
    keys = CallerKeys.make(folder / "callers")
    name = f"machine_{uuid.uuid4().hex}"
    await server.execute(f'CREATE DATABASE "{name}"')
    await migrate(server.url(name), MIGRATIONS)
    async with AsyncExitStack() as stack:
        stripe = await stack.enter_async_context(simulated_stripe())
        settings = PaymentsSettings(
            database_url=server.url(name),
            amqp_url="amqp://unused",
            caller_keys_file=keys.public_file,
            service_key_file=keys.private_file,
            pos_address="127.0.0.1:1",
            stripe_key=SecretStr(KEY),
            stripe_api_base=stripe.address,
        )
        db = await stack.enter_async_context(pool(settings.database_url, Health(), max_size=4))
        asked = await stack.enter_async_context(stripe_parts(settings, db))
        sales = await stack.enter_async_context(neighbours(settings))
        yield Machine(unhurried(Payments(settings, db, asked, sales, stripe.now)), stripe, keys)
    await server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


OVER = frozenset({PaymentState.CAPTURED, PaymentState.VOIDED, PaymentState.EXPIRED, PaymentState.DECLINED})
