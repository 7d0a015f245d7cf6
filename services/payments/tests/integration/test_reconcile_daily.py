"""The clearing account against what Stripe holds, whatever moved it; payouts against what they are made of."""

import pytest
from motorway_access.testing import CallerKeys
from motorway_kit.db import transaction
from payments.app import ledger, payouts
from payments.domain.ledger import Of, capture_entry
from payments.domain.payment import PaymentState
from payments.parts import Payments
from stripe_simulator.app import balance, disputes
from stripe_simulator.app import payouts as bank

from .books_world import DAYS, HOURS, BooksWorld, unhurried
from .simulated import SimulatedStripe


@pytest.fixture
def books(parts: Payments, stripe_simulator: SimulatedStripe, keys: CallerKeys) -> BooksWorld:
    return BooksWorld(unhurried(parts), stripe_simulator, keys)


async def test_the_clearing_account_is_what_stripe_holds(books: BooksWorld) -> None:
    """Captures, partial ones, refunds, one that fails, fees, payouts, one that fails, disputes lost and won."""
    world = books.stripe.world
    whole = await books.charge(5_000)
    part = await books.fix(await books.claimed(10_000), 3_350)
    await books.fix(await books.claimed(10_000), 0)
    await books.refund(whole, 1_200)
    failing = await books.charge(2_500, "pm_card_refundFail")
    await books.refund(failing, 500)
    lost, won = await books.charge(7_000), await books.charge(8_000)
    first = disputes.open_dispute(world, lost.charge_id)
    second = disputes.open_dispute(world, won.charge_id)
    await books.see_disputes()
    disputes.end(world, first["id"], "lost")
    disputes.end(world, second["id"], "won")
    world.commit()
    await books.see_disputes()
    books.stripe.forward(4 * DAYS)
    paid, *_ = bank.pay_out_available(world)
    bank.fail(world, paid["id"])
    world.commit()
    books.stripe.forward(3 * HOURS)
    await books.run("hourly")
    tally = await books.run("daily")

    assert (part.state, part.captured_minor) == (PaymentState.CAPTURED, 3_350)
    assert await books.opened() == []
    assert tally.found == 0
    assert await books.clearing() == await books.stripe_holds() != 0
    balances = await books.balances()
    assert sum(balances.values()) == 0
    assert (balances["bad_debt"], balances["disputed"], balances["bank"]) == (7_000, 0, 0)
    assert balances["takings"] == -(5_000 + 3_350 + 2_500 + 7_000 + 8_000 - 1_200)


async def test_what_only_one_side_has_waits_for_a_person_and_is_not_asked_twice(books: BooksWorld) -> None:
    world, parts = books.stripe.world, books.parts
    payment = await books.charge(5_000)
    balance.book(world, "adjustment", -300, {"id": "adj_1", "currency": "gbp"})
    world.commit()
    async with transaction(parts.db) as conn:
        of = Of(payment.payment_id, payment.site_id, "GBP", parts.clock())
        await ledger.post(conn, capture_entry(of, "ch_dreamt", 700))
    assert (await books.run("daily")).found == 0, "it may be on its way"
    books.stripe.forward(3 * HOURS)
    assert (await books.run("daily")).found == 2
    found = {kept.found.stripe_id: kept for kept in await books.listed()}
    assert (found["adj_1"].found.amount_minor, found["adj_1"].found.site_id) == (-300, "")
    assert (found["ch_dreamt"].found.amount_minor, found["ch_dreamt"].found.site_id) == (-700, "m25-cobham")

    await books.explain(found["adj_1"].break_id, "Stripe corrected an old fee")
    async with transaction(parts.db) as conn:
        assert await ledger.reverse(conn, capture_entry(of, "ch_dreamt", 700).kind, "ch_dreamt", parts.clock())
    books.stripe.forward(3 * HOURS)
    tally = await books.run("daily")
    assert (tally.found, tally.healed) == (0, 1)
    assert await books.words() == [("clearing_differs", "explained"), ("clearing_differs", "healed")]


async def test_a_payout_is_what_it_is_made_of(books: BooksWorld) -> None:
    world = books.stripe.world
    payment = await books.charge(5_000)
    await books.refund(payment, 1_000)
    books.stripe.forward(4 * DAYS)
    made, *_ = bank.pay_out_available(world)
    world.commit()
    await books.run("hourly")
    assert (await books.run("daily")).found == 0
    ((kept,), more) = await payouts.list_payouts(books.parts.db, None, 10)
    assert not more
    assert (kept.payout.payout_id, kept.payout.amount_minor) == (made["id"], 5_000 - 1_000 - 90)
    content = kept.content
    assert (content.gross_minor, content.fees_minor, content.transactions, content.reconciled) == (4_000, 90, 2, True)
    assert (await books.balances())["bank"] == 3_910


async def test_a_payout_that_does_not_add_up_is_found_and_gone_once_it_does(books: BooksWorld) -> None:
    world = books.stripe.world
    payment = await books.charge(5_000)
    books.stripe.forward(4 * DAYS)
    made, *_ = bank.pay_out_available(world)
    charged = world.get("charge", payment.charge_id)["balance_transaction"]
    world.remove(balance.PAID_OUT, charged)
    world.commit()
    await books.run("hourly")
    await books.run("daily")
    (kept,) = await books.listed()
    assert (kept.found.break_class, kept.found.stripe_id) == ("payout_differs", made["id"])
    world.put({"object": balance.PAID_OUT, "id": charged, "payout": made["id"]})
    world.commit()
    await books.run("daily")
    assert await books.words() == [("payout_differs", "healed")]


async def test_fees_fall_to_the_site_of_their_payment(books: BooksWorld) -> None:
    payment = await books.charge(5_000)
    await books.run("hourly")
    fees = await books.parts.db.fetch(
        "SELECT site_id, payment_id::text, source_id FROM ledger_entry WHERE source_kind = 'fee'"
    )
    transaction_id = books.stripe.world.get("charge", payment.charge_id)["balance_transaction"]
    assert [tuple(row) for row in fees] == [("m25-cobham", payment.payment_id, transaction_id)]


async def test_a_fee_of_what_the_ledger_does_not_know_waits_two_days(books: BooksWorld) -> None:
    made = await books.at_stripe.payment_intents.create_async(
        {"amount": 900, "currency": "gbp", "payment_method": "pm_card_visa", "confirm": True}
    )
    assert made.status == "succeeded"
    await books.run("hourly")
    assert await books.balances() == {}
    books.stripe.forward(2 * DAYS + HOURS)
    await books.run("hourly")
    assert await books.balances() == {"fees": 33, "stripe_clearing": -33}
