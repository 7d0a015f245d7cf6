"""(h): charges and captured holds through payments, beside the bare library and a simulator of its own."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aio_pika
import httpx
import stripe
from aio_pika.abc import AbstractIncomingMessage
from motorway.payments.v1 import events_pb2, payment_pb2, payments_pb2, payments_pb2_grpc
from motorway.pos.v1 import events_pb2 as pos_events
from motorway_kit.amqp import EXCHANGE, OutboundEvent
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.health import Health
from motorway_kit.ids import new_id
from motorway_kit.messaging import Publisher, publisher
from motorway_kit.testing import free_port, wait_until

from benchmarks.ingest import cpu_s, process_of
from tests.support.platform import Platform

CUSTOMERS = 16
SITE = "bench-pay"
CARD = "pm_card_visa"
HELD_MINOR, TAKEN_MINOR = 9_000, 6_543
TIMEOUT_S = 600.0
KEY = "sk_test_benchmark"
CODE = Path(__file__).parents[1] / "simulators" / "stripe"
EVENTS = (events_pb2.PaymentAuthorised, events_pb2.PaymentCaptured)


@dataclass(frozen=True)
class Paid:
    """Captured payments a second, and the processor time of payments for one of them."""

    per_s: float
    cpu_ms: float


@dataclass(frozen=True)
class Till:
    """Asks for cards, says what sales take, and hears what becomes of payments."""

    payments: Remote
    tell: Publisher
    heard: dict[str, "asyncio.Future[None]"] = field(default_factory=dict)

    async def charge(self) -> None:
        """An exact amount: create and confirm. Of no sale: pos would give back what it did not ask for."""
        await self._ask(payment_pb2.PAYMENT_PURPOSE_CHARGE)

    async def fuel(self) -> None:
        """Held, claimed, captured for less: create, confirm and capture."""
        sale_id = new_id()
        payment_id = await self._ask(payment_pb2.PAYMENT_PURPOSE_HOLD)
        claim = payments_pb2.ClaimPaymentRequest(payment_id=payment_id, sale_id=sale_id, site_id=SITE)
        await self.payments.call("ClaimPayment", claim, timeout_s=60)
        fixed = pos_events.CardAmountFixed(
            site_id=SITE, sale_id=sale_id, payment_id=payment_id, amount_minor=TAKEN_MINOR, currency="GBP"
        )
        captured = self._hear(payment_id)
        name = fixed.DESCRIPTOR.full_name
        await self.tell.publish([OutboundEvent(new_id(), name, SITE, fixed.SerializeToString(), "")])
        await captured

    async def _ask(self, purpose: payment_pb2.PaymentPurpose.ValueType) -> str:
        payment_id = new_id()
        told = self._hear(payment_id)
        request = payments_pb2.StartPaymentRequest(
            payment_id=payment_id,
            site_id=SITE,
            purpose=purpose,
            method=payment_pb2.Method(kind=payment_pb2.METHOD_KIND_PAYMENT_METHOD, payment_method=CARD),
            amount_minor=HELD_MINOR,
            currency="GBP",
        )
        await self.payments.call("StartPayment", request, timeout_s=60)
        await told
        return payment_id

    def _hear(self, payment_id: str) -> "asyncio.Future[None]":
        """The next that is told of it: that it is approved, or taken."""
        self.heard[payment_id] = asyncio.get_running_loop().create_future()
        return self.heard[payment_id]


@dataclass(frozen=True)
class Through:
    """`told`: charges while Stripe calls about each of them; the others while its calls wait."""

    told: Paid
    charges: Paid
    holds: Paid


async def through_payments(platform: Platform, count: int) -> Through:
    """So many charges, and so many holds that are captured."""
    async with _till(platform) as till:
        told = await _measured(platform, till.charge, count)
        async with _no_calls(platform["STRIPE_CONTROL_URL"]):
            charges = await _measured(platform, till.charge, count)
            with _without_pos(platform):
                return Through(told, charges, await _measured(platform, till.fuel, count))


@contextmanager
def _without_pos(platform: Platform) -> Iterator[None]:
    """It hears of what was captured later: money of sales that it does not know goes back, a refund for each."""
    pos = process_of(platform, "pos")
    pos.suspend()
    try:
        yield
    finally:
        pos.resume()


@asynccontextmanager
async def _no_calls(control: str) -> AsyncIterator[None]:
    """Stripe's webhooks wait: making and sending them would take the simulator's time, not Stripe's."""
    async with httpx.AsyncClient(base_url=control, timeout=60) as stripe_control:
        (await stripe_control.post("/webhooks/settle")).raise_for_status()
        (await stripe_control.put("/webhooks", json={"hold": True})).raise_for_status()
        try:
            yield
        finally:
            (await stripe_control.put("/webhooks", json={})).raise_for_status()


async def bare_library(count: int) -> tuple[float, float]:
    """The same calls, a second: the official library and a simulator, and nothing else."""
    async with _simulator() as base:
        http = stripe.HTTPXClient()
        client = stripe.StripeClient(KEY, base_addresses={"api": base}, max_network_retries=0, http_client=http)
        try:
            return await _rate(lambda: _charged(client), count), await _rate(lambda: _fuelled(client), count)
        finally:
            await http.close_async()  # type: ignore[no-untyped-call]


async def _measured(platform: Platform, pay: Callable[[], Awaitable[None]], count: int) -> Paid:
    used_s = cpu_s(platform, "payments")
    per_s = await _rate(pay, count)
    return Paid(per_s, (cpu_s(platform, "payments") - used_s) / (count + count // 10) * 1000)


async def _rate(pay: Callable[[], Awaitable[None]], count: int) -> float:
    async with asyncio.timeout(TIMEOUT_S):
        await _all(pay, count // 10)
        started = time.perf_counter()
        await _all(pay, count)
        return count / (time.perf_counter() - started)


async def _all(pay: Callable[[], Awaitable[None]], count: int) -> None:
    left = iter(range(count))

    async def customer() -> None:
        for _ in left:
            await pay()

    await asyncio.gather(*(customer() for _ in range(CUSTOMERS)))


async def _charged(client: stripe.StripeClient) -> None:
    confirmed = await _confirmed(client, "automatic")
    assert confirmed.status == "succeeded"


async def _fuelled(client: stripe.StripeClient) -> None:
    held = await _confirmed(client, "manual")
    captured = await client.v1.payment_intents.capture_async(
        held.id, {"amount_to_capture": TAKEN_MINOR, "expand": ["latest_charge"]}, {"idempotency_key": new_id()}
    )
    assert captured.amount_received == TAKEN_MINOR


async def _confirmed(client: stripe.StripeClient, capture_method: Any) -> stripe.PaymentIntent:
    created = await client.v1.payment_intents.create_async(
        {
            "amount": HELD_MINOR,
            "currency": "gbp",
            "capture_method": capture_method,
            "allowed_payment_method_types": ["card"],
            "metadata": {"payment_id": new_id(), "site_id": SITE},
            "expand": ["latest_charge"],
        },
        {"idempotency_key": new_id()},
    )
    return await client.v1.payment_intents.confirm_async(
        created.id,
        {"payment_method": CARD, "return_url": "http://127.0.0.1/paid", "expand": ["latest_charge"]},
        {"idempotency_key": new_id()},
    )


@asynccontextmanager
async def _till(platform: Platform) -> AsyncIterator[Till]:
    door = remote(
        payments_pb2_grpc.PaymentsServiceStub,
        platform["PAYMENTS_ADDRESS"],
        tls=platform.services_tls,
        metadata=platform.signed(),
    )
    async with (
        door as payments,
        publisher(platform["AMQP_URL"], Health(), source="benchmark") as tell,
        await aio_pika.connect(platform["AMQP_URL"]) as connection,
    ):
        till = Till(payments, tell)

        async def arrived(message: AbstractIncomingMessage) -> None:
            told = events_pb2.PaymentCaptured.FromString(message.body).payment  # both events have it at the same place
            waiting = till.heard.pop(told.payment_id, None)
            if waiting is not None:
                waiting.set_result(None)

        channel = await connection.channel()
        queue = await channel.declare_queue(exclusive=True)
        for event in EVENTS:
            await queue.bind(EXCHANGE, event.DESCRIPTOR.full_name)
        await queue.consume(arrived, no_ack=True)
        yield till


@asynccontextmanager
async def _simulator() -> AsyncIterator[str]:
    """In a process of its own, keeping its state as the platform's does; nobody is told of anything."""
    port, control = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        options = ["--bind", f"127.0.0.1:{port}", "--control-bind", f"127.0.0.1:{control}"]
        state = ["--state", str(Path(folder) / "state.sqlite")]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "stripe_simulator", "run", *options, *state),
            env={**os.environ, "PYTHONPATH": str(CODE), "STRIPE_SIMULATOR_KEYS": KEY},
        )
        try:
            await wait_until(lambda: _listening(port), timeout_s=30)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            await process.wait()


async def _listening(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
