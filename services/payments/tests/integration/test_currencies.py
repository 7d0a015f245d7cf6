"""Currencies without a minor unit, from the card to the bank, also where Stripe counts them in hundredths."""

import pytest
from motorway_access.testing import CallerKeys
from payments.domain.payment import PaymentState
from payments.parts import Payments
from stripe_simulator.app import disputes
from stripe_simulator.app import payouts as bank

from .books_world import DAYS, BooksWorld, unhurried
from .simulated import SimulatedStripe


@pytest.mark.parametrize("money", [("JPY", 1, 2_166), ("ISK", 100, 148), ("UGX", 100, 148)])
async def test_money_without_a_minor_unit_is_counted_once(
    parts: Payments, stripe_simulator: SimulatedStripe, keys: CallerKeys, money: tuple[str, int, int]
) -> None:
    currency, units, fees_minor = money
    books = BooksWorld(unhurried(parts), stripe_simulator, keys, currency)
    world = stripe_simulator.world
    charged = await books.charge(5_000)
    held = await books.fix(await books.claimed(9_000), 4_000)
    await books.refund(charged, 1_000)
    assert (held.state, held.captured_minor, held.approved_minor) == (PaymentState.CAPTURED, 4_000, 9_000)
    amounts = sorted(intent["amount_received"] for intent in world.table("payment_intent").oldest_first())
    assert amounts == [4_000 * units, 5_000 * units]
    disputed = disputes.open_dispute(world, held.charge_id)
    world.commit()
    await books.see_disputes()
    await books.run("hourly")
    balances = await books.balances()
    assert (balances["disputed"], balances["fees"], balances["takings"]) == (4_000, fees_minor, -8_000)
    assert await books.clearing() * units == await books.stripe_holds() != 0
    disputes.end(world, disputed["id"], "won")
    world.commit()
    await books.see_disputes()
    books.stripe.forward(4 * DAYS)
    (paid, *_) = bank.pay_out_available(world)
    world.commit()
    await books.run("hourly")
    assert (await books.run("daily")).found == 0
    assert await books.opened() == []
    assert (await books.balances())["bank"] * units == paid["amount"]
