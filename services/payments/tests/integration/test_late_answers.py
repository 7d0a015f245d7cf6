"""An answer of Stripe that is late tells an older truth: it never overwrites a newer one."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pytest
from payments.app import snapshots
from payments.app.commands import Worker
from payments.domain.snapshot import Snapshot
from payments.parts import Payments
from payments.provider.base import Params
from payments.provider.payments import StripePayments
from stripe_simulator.app import authentication

from .paying_world import CHARGE, HOLD, Paying, card, state_name

T = TypeVar("T")
THREE_D_SECURE = card("pm_card_threeDSecure2Required")


@dataclass
class Gate:
    """What passes has its answer already, and waits here with it."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def after(self, call: Awaitable[T]) -> T:
        answer = await call
        self.reached.set()
        await self.open.wait()
        return answer


class LateStripe(StripePayments):
    """Its answers are on their way for as long as the gate is closed."""

    gate: Gate

    async def get(self, stripe_id: str) -> Snapshot:
        return await self.gate.after(super().get(stripe_id))

    async def confirm(self, stripe_id: str, params: Params, key: str) -> Snapshot:
        return await self.gate.after(super().confirm(stripe_id, params, key))


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def late(parts: Payments, gate: Gate) -> Payments:
    """Another process, whose answers are late."""
    slow = LateStripe(parts.stripe.client)
    slow.gate = gate
    return replace(parts, stripe=replace(parts.stripe, payments=slow))


async def test_an_older_decline_does_not_end_another_try(paying: Paying, late: Payments, gate: Gate) -> None:
    payment = await paying.pay(CHARGE, method=card("pm_card_chargeDeclined"))
    asked = asyncio.create_task(snapshots.refresh(late, payment.payment_id))
    await gate.reached.wait()
    await paying.retry(payment.payment_id, THREE_D_SECURE)
    gate.open.set()
    await asked
    assert state_name(await paying.get(payment.payment_id)) == "ACTION_REQUIRED"
    assert (await paying.whole(payment.payment_id)).steps[-1].what == "action_required"


async def test_the_charge_of_an_earlier_try_is_not_that_of_the_payment(
    paying: Paying, late: Payments, gate: Gate
) -> None:
    payment = await paying.pay(CHARGE, method=card("pm_card_chargeDeclined"))
    asked = asyncio.create_task(snapshots.refresh(late, payment.payment_id))
    await gate.reached.wait()
    await paying.retry(payment.payment_id, card("pm_card_mastercard"))
    gate.open.set()
    await asked
    (intent,) = paying.intents()
    paid = await paying.get(payment.payment_id)
    assert (state_name(paid), paid.card.brand) == ("CAPTURED", "mastercard")
    assert await paying.parts.db.fetchval("SELECT charge_id FROM payment") == intent["latest_charge"]


async def test_who_is_overtaken_each_time_gives_up(paying: Paying) -> None:
    payment = await paying.pay(HOLD)

    class Overtaken(StripePayments):
        async def get(self, stripe_id: str) -> Snapshot:
            await paying.parts.db.execute("UPDATE payment SET version = version + 1")
            return await super().get(stripe_id)

    overtaken = replace(paying.parts.stripe, payments=Overtaken(paying.parts.stripe.client))
    with pytest.raises(snapshots.PaymentBusy):
        await snapshots.refresh(replace(paying.parts, stripe=overtaken), payment.payment_id)


async def test_what_was_learnt_while_a_card_was_asked_for_is_looked_at_again(
    paying: Paying, late: Payments, gate: Gate
) -> None:
    """Its customer failed the bank's question before we knew that there was one."""
    payment = await paying.ask(CHARGE, method=THREE_D_SECURE)
    asking = asyncio.create_task(Worker(late).drain())
    await gate.reached.wait()
    await snapshots.refresh(paying.parts, payment.payment_id)
    (intent,) = paying.intents()
    authentication.complete(paying.stripe.world, intent["id"], passed=False)
    paying.stripe.world.commit()
    gate.open.set()
    await asking
    await paying.look()
    assert state_name(await paying.get(payment.payment_id)) == "DECLINED"
