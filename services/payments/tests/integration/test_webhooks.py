"""Webhooks through the real door: who may send them, and that they are only hints."""

import asyncio
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import orjson
import pytest
import pytest_asyncio
from motorway.payments.v1 import desk_pb2 as pb
from motorway.payments.v1.desk_pb2_grpc import WebhooksServiceStub
from motorway_kit.errors import InvalidInput
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from motorway_kit.testing import wait_until
from payments.app.webhook_worker import keep_handling
from payments.domain.payment import PaymentState, Purpose
from payments.domain.webhook import MOST_BYTES, PARKED
from payments.parts import Payments
from stripe_simulator.fault_rules import Do, Match, Rule

from .desk_world import Desk, signed
from .simulated import SimulatedStripe

EVENT: dict[str, Any] = {
    "id": "evt_1",
    "object": "event",
    "type": "payment_intent.succeeded",
    "created": 1_780_000_000,
    "livemode": False,
    "data": {"object": {"id": "pi_other", "object": "payment_intent", "metadata": {}}},
}


@pytest.fixture
def desk(parts: Payments, stripe_simulator: SimulatedStripe) -> Desk:
    return Desk(parts, stripe_simulator)


@pytest_asyncio.fixture
async def door(client_of: Callable[[Any], Any]) -> Remote:
    remote: Remote = await client_of(WebhooksServiceStub)
    return remote


async def rows(parts: Payments) -> list[tuple[str, str]]:
    found = await parts.db.fetch("SELECT type, outcome FROM webhook ORDER BY created_at, event_id")
    return [(row["type"], row["outcome"]) for row in found]


async def test_an_event_is_stored_once_whichever_secret_has_signed_it(door: Remote, parts: Payments) -> None:
    first = await door.call("ReceiveWebhook", signed(EVENT, "whsec_old"))
    again = await door.call("ReceiveWebhook", signed(EVENT, "whsec_new"))
    assert (first.stored, again.stored) == (True, False)
    assert await rows(parts) == [("payment_intent.succeeded", "")]


async def test_what_another_deployment_on_the_account_made_is_kept_and_left_alone(
    door: Remote, parts: Payments, desk: Desk
) -> None:
    about = {"id": "pi_other", "metadata": {"payment_id": new_id(), "deployment": new_id()}}
    await door.call("ReceiveWebhook", signed({**EVENT, "data": {"object": about}}))
    desk.stripe.forward(PARKED.total_seconds())
    await desk.handle()
    assert await rows(parts) == [("payment_intent.succeeded", "elsewhere")]
    assert await parts.db.fetchval("SELECT count(*) FROM reconciliation_break") == 0


def hostile() -> Iterator[tuple[pb.ReceiveWebhookRequest, str]]:
    """Made when they are sent: their signatures age."""
    yield signed(EVENT, "whsec_other"), "WebhookSignatureInvalid"
    yield signed(EVENT, age_s=310), "WebhookSignatureInvalid"
    yield signed(EVENT, age_s=-310), "WebhookSignatureInvalid"
    yield pb.ReceiveWebhookRequest(body=orjson.dumps(EVENT)), "WebhookSignatureInvalid"
    yield pb.ReceiveWebhookRequest(body=orjson.dumps(EVENT), signature="t=1780315200,v1=é"), "WebhookSignatureInvalid"
    yield pb.ReceiveWebhookRequest(body=b"{ }", signature=signed(EVENT).signature), "WebhookSignatureInvalid"
    yield signed(b"not JSON"), "InvalidInput"
    yield signed(b""), "InvalidInput"
    yield signed(b"[]"), "InvalidInput"
    yield signed(b"null"), "InvalidInput"
    yield signed(b"\xff\xfe"), "WebhookSignatureInvalid"
    yield signed(b'{"object": "event", "livemode": false}'), "InvalidInput"
    yield signed({**EVENT, "livemode": True}), "WebhookModeDiffers"
    yield signed({**EVENT, "livemode": None}), "WebhookModeDiffers"
    yield signed(b"x" * (MOST_BYTES + 1)), "WebhookTooLarge"


async def test_what_stripe_has_not_signed_just_now_is_refused(door: Remote, parts: Payments) -> None:
    for request, reason in hostile():
        with pytest.raises(InvalidInput) as refused:
            await door.call("ReceiveWebhook", request)
        assert (request, refused.value.reason) == (request, reason)
    assert await rows(parts) == []


async def test_nothing_secret_of_an_event_is_kept(door: Remote, parts: Payments, desk: Desk) -> None:
    await desk.pay()
    for event in desk.events():
        await door.call("ReceiveWebhook", signed(event))
    columns = await parts.db.fetch("SELECT w::text AS said FROM webhook w")
    assert len(columns) >= 3
    assert not any("secret" in row["said"] for row in columns)


async def test_whatever_becomes_of_webhooks_a_payment_is_as_stripe_has_it(
    door: Remote, parts: Payments, desk: Desk
) -> None:
    """Twice, in any order, and some of them never."""
    for order in range(5):
        payment = await desk.pay(purpose=Purpose.HOLD, sale_id="")
        await parts.stripe.client.v1.payment_intents.capture_async(payment.stripe_id, {"amount_to_capture": 4000})
        events = [event for event in desk.events() if event["data"]["object"]["object"] == "payment_intent"] * 2
        random.Random(order).shuffle(events)
        for event in [*events[len(events) // 4 :], *desk.events("charge.captured")]:
            await door.call("ReceiveWebhook", signed(event))
        await desk.handle()
        after = await desk.payment(payment.payment_id)
        assert (after.state, after.captured_minor) == (PaymentState.CAPTURED, 4000)


async def test_an_event_that_tells_nothing_new_asks_nothing(door: Remote, parts: Payments, desk: Desk) -> None:
    await desk.pay()
    desk.stripe.spoil(Rule(match=Match(path="/v1/payment_intents/*"), do=Do.ERROR_BEFORE))
    for event in desk.events("payment_intent.created", "payment_intent.succeeded"):
        await door.call("ReceiveWebhook", signed(event))
    await desk.handle()
    assert {outcome for _, outcome in await rows(parts)} == {"known"}


async def test_a_webhook_that_is_faster_than_our_commit_waits_for_it(door: Remote, parts: Payments, desk: Desk) -> None:
    payment_id = new_id()
    body = {**EVENT, "data": {"object": {"id": "pi_1", "metadata": {"payment_id": payment_id}}}}
    await door.call("ReceiveWebhook", signed(body))
    await desk.handle()
    assert await rows(parts) == [("payment_intent.succeeded", "parked")]
    await desk.pay(payment_id=payment_id)
    desk.stripe.forward(2)
    await desk.handle()
    assert await rows(parts) == [("payment_intent.succeeded", "known")]


async def test_a_payment_that_never_turns_up_is_a_break_if_it_was_to_be_ours(
    door: Remote, parts: Payments, desk: Desk
) -> None:
    lost = {"id": "pi_lost", "metadata": {"payment_id": new_id()}}
    for number, thing in enumerate((lost, {"id": "pi_of_the_web_shop"})):
        await door.call("ReceiveWebhook", signed({**EVENT, "id": f"evt_{number}", "data": {"object": thing}}))
    await desk.handle()
    desk.stripe.forward(PARKED.total_seconds() + 1)
    await desk.handle()
    assert {outcome for _, outcome in await rows(parts)} == {"unknown"}
    found = await parts.db.fetch("SELECT break_class, stripe_id FROM reconciliation_break")
    assert [tuple(row) for row in found] == [("missing_here", "pi_lost")]


async def test_stripe_that_does_not_answer_is_asked_again(door: Remote, parts: Payments, desk: Desk) -> None:
    payment = await desk.pay(purpose=Purpose.HOLD, sale_id="")
    await parts.stripe.client.v1.payment_intents.capture_async(payment.stripe_id, {})
    for event in desk.events("payment_intent.succeeded"):
        await door.call("ReceiveWebhook", signed(event))
    desk.stripe.spoil(Rule(match=Match(method="GET"), do=Do.DROP_BEFORE, times=9))
    await desk.handle()
    assert await rows(parts) == [("payment_intent.succeeded", "retry")]
    desk.stripe.heal()
    desk.stripe.forward(2)
    await desk.handle()
    assert (await desk.payment(payment.payment_id)).state is PaymentState.CAPTURED


async def test_an_event_that_was_taken_by_a_process_that_died_is_taken_again(
    door: Remote, parts: Payments, desk: Desk
) -> None:
    payment = await desk.pay(purpose=Purpose.HOLD, sale_id="")
    await parts.stripe.client.v1.payment_intents.capture_async(payment.stripe_id, {})
    for event in desk.events("payment_intent.succeeded"):
        await door.call("ReceiveWebhook", signed(event))
    await parts.db.execute("UPDATE webhook SET next_at = $1, attempts = 1", parts.clock() + timedelta(seconds=30))
    await desk.handle()
    assert (await desk.payment(payment.payment_id)).state is PaymentState.AUTHORISED
    desk.stripe.forward(31)
    await desk.handle()
    assert (await desk.payment(payment.payment_id)).state is PaymentState.CAPTURED


async def test_a_refund_that_was_made_at_stripe_is_learnt_of(door: Remote, parts: Payments, desk: Desk) -> None:
    payment = await desk.pay()
    await parts.stripe.client.v1.refunds.create_async({"payment_intent": payment.stripe_id, "amount": 1500})
    for event in reversed(desk.events()):
        await door.call("ReceiveWebhook", signed(event))
    await desk.handle()
    assert (await desk.payment(payment.payment_id)).refunded_minor == 1500
    assert await parts.db.fetchval("SELECT count(*) FROM webhook WHERE next_at IS NOT NULL") == 0


async def test_an_event_is_handled_as_soon_as_it_comes(door: Remote, parts: Payments, desk: Desk) -> None:
    payment = await desk.pay(purpose=Purpose.HOLD, sale_id="")
    await parts.stripe.client.v1.payment_intents.capture_async(payment.stripe_id, {})
    handling = asyncio.create_task(keep_handling(parts))
    try:
        for event in desk.events("payment_intent.succeeded"):
            await door.call("ReceiveWebhook", signed(event))

        async def captured() -> bool:
            return (await desk.payment(payment.payment_id)).state is PaymentState.CAPTURED

        await wait_until(captured)
    finally:
        handling.cancel()
        await asyncio.wait([handling])
