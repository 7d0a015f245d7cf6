"""`kill -9` at every named point of the worker: whoever comes next asks, and everything has happened once."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import pytest
from motorway.payments.v1 import desk_pb2 as pb
from motorway_kit.ids import new_id
from payments.app.webhooks import receive
from payments.crash import CrashPoint
from payments.parts import Payments

from .desk_world import Desk, signed
from .paying_world import CHARGE, HOLD, Paying, state_name

PROGRAM = Path(__file__).with_name("crash_at.py")
LEASE_S = 13
OF_WEBHOOKS = {CrashPoint.WEBHOOK_STORED, CrashPoint.WEBHOOK_HANDLED}
HANDLER_LEASE_S = 31


async def dies_at(parts: Payments, point: CrashPoint, webhook: pb.ReceiveWebhookRequest | None = None) -> None:
    """Another process takes what is due, or a webhook, and is killed there."""
    settings = {
        f"MOTORWAY_{name.upper()}": str(getattr(parts.settings, name))
        for name in (
            "database_url",
            "amqp_url",
            "caller_keys_file",
            "service_key_file",
            "pos_address",
            "stripe_api_base",
        )
    }
    secrets = {
        "MOTORWAY_STRIPE_KEY": parts.settings.stripe_key.get_secret_value(),
        "MOTORWAY_STRIPE_WEBHOOK_SECRETS": parts.settings.stripe_webhook_secrets.get_secret_value(),
    }
    extra = {"MOTORWAY_CRASH_AT": point, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        PROGRAM,
        *(["webhook"] if webhook else []),
        env={**os.environ, **settings, **secrets, **extra},
        stdin=asyncio.subprocess.PIPE,
    )
    told = {"body": webhook.body.decode(), "signature": webhook.signature} if webhook else {}
    await process.communicate(json.dumps(told).encode())
    assert process.returncode == -signal.SIGKILL


async def let_go(paying: Paying) -> None:
    """Nothing is in the memory of this process."""
    while not paying.parts.commands.empty():
        paying.parts.commands.get_nowait()
    await paying.parts.db.execute("UPDATE command SET due_at = now() - interval '1 s' WHERE done_at IS NULL")


@pytest.mark.parametrize("point", [point for point in CrashPoint if point not in OF_WEBHOOKS])
async def test_a_killed_worker_leaves_nothing_undone_and_does_nothing_twice(paying: Paying, point: CrashPoint) -> None:
    taken, released = await paying.claimed(5000), await paying.claimed(3000)
    paid = await paying.pay(CHARGE, 2000, sale_id=new_id())
    await paying.tell_amount(taken, 4000)
    await paying.tell_amount(released, 0, "zero_fuelling")
    await paying.tell_refund(paid, 500)
    held = await paying.ask(HOLD, 1000)
    await let_go(paying)
    await dies_at(paying.parts, point)
    paying.stripe.forward(LEASE_S)
    await paying.work()
    await paying.settle()
    after = [await paying.get(payment.payment_id) for payment in (taken, released, paid, held)]
    assert [state_name(payment) for payment in after] == ["CAPTURED", "VOIDED", "CAPTURED", "AUTHORISED"]
    assert [payment.captured_minor - payment.refunded_minor for payment in after] == [4000, 0, 1500, 0]
    assert sorted(intent["amount_received"] for intent in paying.intents()) == [0, 0, 2000, 4000]
    assert len(list(paying.stripe.world.table("refund").oldest_first())) == 1
    assert await paying.ledger() == {"stripe_clearing": 5500, "takings": -5500}


@pytest.mark.parametrize("point", sorted(OF_WEBHOOKS))
async def test_a_webhook_that_was_taken_by_who_was_killed_is_handled(paying: Paying, point: CrashPoint) -> None:
    """Stripe had no answer and sends it again."""
    held = await paying.claimed(5000)
    await paying.parts.stripe.client.v1.payment_intents.capture_async(held.stripe_id, {"amount_to_capture": 4000})
    desk = Desk(paying.parts, paying.stripe)
    (event,) = desk.events("payment_intent.succeeded")
    await dies_at(paying.parts, point, signed(event))
    assert not await receive(paying.parts, signed(event).body, signed(event).signature)
    paying.stripe.forward(HANDLER_LEASE_S)
    await desk.handle()
    after = await paying.get(held.payment_id)
    assert (state_name(after), after.captured_minor) == ("CAPTURED", 4000)
    assert await paying.ledger() == {"stripe_clearing": 4000, "takings": -4000}
    assert await paying.parts.db.fetchval("SELECT count(*) FROM webhook WHERE next_at IS NOT NULL") == 0
