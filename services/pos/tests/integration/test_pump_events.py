"""What the iot-gateway and payments tell, through the real broker."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from typing import Any

import pytest_asyncio
from google.protobuf.message import Message
from motorway.iot.v1 import device_pb2, events_pb2
from motorway.payments.v1 import events_pb2 as payment_events
from motorway.payments.v1.payment_pb2 import Payment
from motorway.payments.v1.payment_pb2 import PaymentState as State
from motorway_kit.errors import Unavailable
from motorway_kit.health import Health
from motorway_kit.ids import new_id
from motorway_kit.messaging import Event, OutboundEvent, consume, publisher, subscription
from motorway_kit.testing import wait_until
from pos.app.resolver import ORDER_EXPIRES, Resolver
from pos.consumers import CONCURRENCY, QUEUE, Consumer
from pos.db.pumps import get_status
from pos.domain.sale import CardPaymentState, SaleCardPayment, SaleKind, SaleState
from pos.parts import Pos

from .clock import ManualClock
from .pump_world import (
    AUTHORISED,
    FUELLING,
    IDLE,
    SITE,
    STARTED,
    all_sales,
    discrepancies,
    opened,
    prepaid,
    report,
    stamp,
    state_message,
    stored,
    told,
    transaction_of,
    with_site,
)
from .stub_pumps import NoAnswer, StubPumps

Publish = Callable[[Sequence[Message]], Awaitable[None]]


class Replica(Consumer):
    """One that tells whether an event has come to it."""

    heard = False

    async def device_messages(self, event: Event) -> None:
        self.heard = True
        await super().device_messages(event)


@pytest_asyncio.fixture
async def publish(parts: Pos, amqp_url: str) -> AsyncIterator[Publish]:
    """Events of the iot-gateway, which two replicas share."""
    async with AsyncExitStack() as stack:
        events = await stack.enter_async_context(publisher(amqp_url, Health(), source="iot-gateway"))
        replicas = [await _replica(stack, parts, amqp_url) for _ in range(2)]

        async def both_hear() -> bool:
            with suppress(Unavailable):  # nobody is bound yet
                await events.publish([_outbound(events_pb2.DeviceMessagesReceived())])
            return all(replica.heard for replica in replicas)

        await wait_until(both_hear)

        async def send(messages: Sequence[Message]) -> None:
            await events.publish([_outbound(message) for message in messages])

        yield send


async def _replica(stack: AsyncExitStack, parts: Pos, amqp_url: str) -> Replica:
    resolver = Resolver(parts)
    replica = Replica(parts, resolver)
    queue = subscription(amqp_url, Health(), queue=QUEUE, types=list(replica.handlers))
    sub = await stack.enter_async_context(queue)
    for work in (consume(sub, replica.handlers, concurrency=CONCURRENCY), resolver.run(poll_s=60)):
        stack.push_async_callback(_cancelled, asyncio.create_task(work))
    return replica


async def _cancelled(task: "asyncio.Task[None]") -> None:
    """A cancellation in the middle of an acknowledgement comes out of aiormq as an error of its own."""
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.exception()


def _outbound(message: Message) -> OutboundEvent:
    return OutboundEvent(new_id(), message.DESCRIPTOR.full_name, SITE, message.SerializeToString(), "")


def bundle(*messages: events_pb2.DeviceMessage) -> events_pb2.DeviceMessagesReceived:
    running = events_pb2.DeviceMessage(site=SITE, kind=events_pb2.MESSAGE_KIND_PUMP_RUNNING, number=1, payload=b"x")
    return events_pb2.DeviceMessagesReceived(messages=[running, *messages])


async def test_a_sale_from_its_release_to_its_end(parts: Pos, publish: Publish, clock: ManualClock) -> None:
    await with_site(parts)
    sale = await opened(parts)

    async def reaches(state: SaleState) -> None:
        async def is_there() -> bool:
            return (await stored(parts, sale)).state is state

        await wait_until(is_there)

    await publish([bundle(state_message(clock(), AUTHORISED, sale.sale_id))])
    await reaches(SaleState.AUTHORISED)
    clock.forward(seconds=5)
    await publish([bundle(state_message(clock(), STARTED, sale.sale_id, nozzle=1))])
    await reaches(SaleState.FUELLING)
    clock.forward(seconds=60)
    await publish([transaction_of(parts, 1, token=sale.sale_id), bundle(state_message(clock(), IDLE))])
    await reaches(SaleState.PAYABLE)
    assert await told(parts) == ["SaleAuthorised", "FuellingStarted", "SalePayable"]


async def test_repeated_and_reordered_events_have_one_effect(parts: Pos, publish: Publish, clock: ManualClock) -> None:
    await with_site(parts)
    sales = [await opened(parts, state=SaleState.AUTHORISED) for _ in range(10)]
    events: list[Message] = []
    for number, sale in enumerate(sales, 1):
        at = clock() + timedelta(seconds=number)
        events += [
            transaction_of(parts, number, 1_000, token=sale.sale_id, before_ml=1_000 * (number - 1)),
            bundle(state_message(at, FUELLING, sale.sale_id, nozzle=1)),
            bundle(state_message(at, AUTHORISED, sale.sale_id)),
        ]
    last = clock() + timedelta(minutes=1)
    await publish([*reversed(events), bundle(state_message(last, IDLE)), *events])

    async def is_all_booked() -> bool:
        checked = await parts.db.fetchval("SELECT sequence FROM pump_checked")
        status = await get_status(parts.db, SITE, 1)
        return checked == 10 and status is not None and status.time == last

    await wait_until(is_all_booked)
    assert [(sale.state, sale.total_minor) for sale in await all_sales(parts)] == [(SaleState.PAYABLE, 150)] * 10
    assert (await told(parts)).count("SalePayable") == 10
    assert await discrepancies(parts) == []


async def test_money_of_cards_is_taken_once(parts: Pos, publish: Publish, clock: ManualClock) -> None:
    """Told by payments more than once, to two replicas, with an old decline in between."""
    await with_site(parts)
    shift = (await prepaid(parts))["opened_shift_id"]
    sales = [await opened(parts, state=SaleState.AUTHORISED, **held(parts, shift)) for _ in range(6)]
    await publish(
        [
            transaction_of(parts, number, 1_000, token=sale.sale_id, before_ml=1_000 * (number - 1))
            for number, sale in enumerate(sales, 1)
        ]
    )

    async def count(condition: str) -> int:
        total: int = await parts.db.fetchval(f"SELECT count(*) FROM {condition}")
        return total

    async def are_fixed() -> bool:
        return await count("sale_card_payment WHERE state = 3 AND fixed_minor = 150") == 6

    await wait_until(are_fixed)
    told_: list[Message] = []
    for sale in sales:
        payment_id = sale.card_payments[0].payment_id
        declined = Payment(payment_id=payment_id, sale_id=sale.sale_id, state=State.PAYMENT_STATE_DECLINED)
        captured = Payment(
            payment_id=payment_id, sale_id=sale.sale_id, state=State.PAYMENT_STATE_CAPTURED, captured_minor=150
        )
        told_ += [payment_events.PaymentCaptured(payment=captured), payment_events.PaymentEnded(payment=declined)]
    await publish([*told_, *reversed(told_), *told_])

    async def are_cleared() -> bool:
        return await count("sale WHERE state = 6") == 6

    await wait_until(are_cleared)
    assert await count("tender WHERE kind = 3") == await count("receipt") == 6
    assert (await told(parts)).count("SaleCompleted") == 6


def held(parts: Pos, shift_id: str) -> dict[str, Any]:
    """Fields of a pre-pay whose hold is its own."""
    hold = SaleCardPayment(new_id(), CardPaymentState.APPROVED, 3_000, shift_id, "ann", parts.clock(), hold=True)
    fields = {"kind": SaleKind.PRE_PAY, "max_amount_minor": 3_000, "opened_shift_id": shift_id}
    return {**fields, "card_payments": (hold,)}


async def test_a_site_that_comes_back_is_asked(
    parts: Pos, publish: Publish, stub_pumps: StubPumps, clock: ManualClock
) -> None:
    await with_site(parts)
    sale = await opened(parts)
    clock.forward(seconds=ORDER_EXPIRES.total_seconds() + 1)
    stub_pumps.answers["AskPumps"] = NoAnswer("no answer")
    await Resolver(parts).ask_waiting()
    stub_pumps.answers.clear()
    stub_pumps.reports = [report(sale), report(None, IDLE, 2)]
    online = events_pb2.ControllerConnectionChanged(site=SITE, online=True, time=stamp(clock()), version=2)
    await publish([online])

    async def is_settled() -> bool:
        return (await stored(parts, sale)).state is SaleState.AUTHORISED

    await wait_until(is_settled)
    status = await get_status(parts.db, SITE, 2)
    assert status is not None
    assert int(status.state) == IDLE


async def test_what_cannot_be_read_stops_nothing(parts: Pos, publish: Publish, clock: ManualClock) -> None:
    await with_site(parts)
    broken = state_message(clock(), IDLE)
    broken.payload = b"\xff\xff"
    unknown = state_message(clock(), device_pb2.FUELLING_POINT_STATE_UNSPECIFIED, pump=2)
    await publish([bundle(broken, unknown, state_message(clock(), IDLE, pump=1))])

    async def is_heard() -> bool:
        return await get_status(parts.db, SITE, 1) is not None

    await wait_until(is_heard)
    assert await get_status(parts.db, SITE, 2) is None
