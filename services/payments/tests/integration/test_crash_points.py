"""`kill -9` at every named point of the worker: whoever comes next asks, and everything has happened once."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from motorway_kit.ids import new_id
from payments.crash import CrashPoint
from payments.parts import Payments

from .paying_world import CHARGE, HOLD, Paying, state_name

PROGRAM = Path(__file__).with_name("crash_at.py")
LEASE_S = 13
OF_WEBHOOKS = {CrashPoint.WEBHOOK_STORED, CrashPoint.WEBHOOK_HANDLED}


async def dies_at(parts: Payments, point: CrashPoint) -> None:
    """Another process takes what is due, and is killed there."""
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
    key = parts.settings.stripe_key.get_secret_value()
    paths = os.pathsep.join(path for path in sys.path if path)
    extra = {"MOTORWAY_STRIPE_KEY": key, "MOTORWAY_CRASH_AT": point, "PYTHONPATH": paths}
    process = await asyncio.create_subprocess_exec(sys.executable, PROGRAM, env={**os.environ, **settings, **extra})
    assert await process.wait() == -signal.SIGKILL


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
