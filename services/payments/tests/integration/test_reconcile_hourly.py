"""Each payment here against each at Stripe: every class of break is made, and found, healed or explained."""

from dataclasses import replace

import pytest
from motorway_access.testing import CallerKeys
from motorway_kit.ids import new_id
from payments import metrics
from payments.domain.payment import PaymentState
from payments.parts import Payments
from payments.provider.books import Books

from .books_world import DAYS, HOURS, MINUTES, VISA, BooksWorld, unhurried
from .simulated import SimulatedStripe


@pytest.fixture
def books(parts: Payments, stripe_simulator: SimulatedStripe, keys: CallerKeys) -> BooksWorld:
    return BooksWorld(unhurried(parts), stripe_simulator, keys)


async def test_what_agrees_is_no_break(books: BooksWorld) -> None:
    await books.fix(await books.claimed(), 2_000)
    await books.claimed()
    await books.refund(await books.charge(), 500)
    books.stripe.forward(30 * MINUTES)
    tally = await books.run("hourly")
    assert (tally.found, tally.healed, await books.listed()) == (0, 0, [])
    assert tally.compared >= 3


async def test_a_hold_that_was_cancelled_at_stripe_is_voided_here(books: BooksWorld) -> None:
    payment = await books.claimed()
    books.stripe.forward(11 * MINUTES)
    await books.at_stripe.payment_intents.cancel_async(payment.stripe_id)
    tally = await books.run("hourly")
    assert (tally.found, tally.healed) == (1, 1)
    assert (await books.payment(payment)).state is PaymentState.VOIDED
    assert await books.words() == [("state_differs", "healed")]


async def test_what_may_be_on_its_way_is_taken_over_and_no_break(books: BooksWorld) -> None:
    payment = await books.claimed()
    await books.at_stripe.payment_intents.cancel_async(payment.stripe_id)
    assert (await books.run("hourly")).found == 0
    assert (await books.payment(payment)).state is PaymentState.VOIDED
    assert await books.listed() == []


async def test_money_that_was_taken_at_stripe_is_in_the_ledger(books: BooksWorld) -> None:
    payment = await books.claimed()
    await books.at_stripe.payment_intents.capture_async(payment.stripe_id, {"amount_to_capture": 4_000})
    books.stripe.forward(11 * MINUTES)
    await books.run("hourly")
    after = await books.payment(payment)
    assert (after.state, after.captured_minor) == (PaymentState.CAPTURED, 4_000)
    assert await books.words() == [("amount_differs", "healed"), ("state_differs", "healed")]
    assert await books.clearing() == await books.stripe_holds()


async def test_a_refund_that_was_made_at_stripe_is_adopted(books: BooksWorld) -> None:
    payment = await books.charge(5_000)
    await books.at_stripe.refunds.create_async({"payment_intent": payment.stripe_id, "amount": 1_500})
    books.stripe.forward(11 * MINUTES)
    await books.run("hourly")
    assert (await books.payment(payment)).refunded_minor == 1_500
    assert await books.words() == [("refund_differs", "healed")]
    assert await books.clearing() == await books.stripe_holds()


async def test_money_that_came_after_all_for_a_payment_that_is_over_waits_for_a_person(books: BooksWorld) -> None:
    """It stays voided: no sale waits for the money any more, and somebody has to give it back."""
    payment = await books.charge(5_000)
    await books.parts.db.execute("UPDATE payment SET state = $1, captured_minor = 0", PaymentState.VOIDED)
    books.stripe.forward(11 * MINUTES)
    tally = await books.run("hourly")
    assert (tally.found, tally.healed) == (2, 0)
    assert await books.words() == [("amount_differs", "open"), ("state_differs", "open")]
    found = {kept.found.break_class.value: kept.found for kept in await books.listed()}
    assert (found["amount_differs"].amount_minor, found["amount_differs"].payment_id) == (5_000, payment.payment_id)


async def test_what_cannot_be_adopted_does_not_stop_the_others(books: BooksWorld) -> None:
    """More went back than was ever taken."""
    world = books.stripe.world
    strange, payment = await books.charge(5_000), await books.claimed(1_000)
    made = await books.at_stripe.refunds.create_async({"payment_intent": strange.stripe_id})
    world.put({**world.get("refund", made.id), "amount": 6_000})
    world.put({**world.get("charge", strange.charge_id), "amount_refunded": 6_000})
    world.commit()
    await books.at_stripe.payment_intents.capture_async(payment.stripe_id)
    books.stripe.forward(11 * MINUTES)
    await books.run("hourly")
    assert (await books.payment(payment)).state is PaymentState.CAPTURED
    open_ones = [kept.found for kept in await books.listed() if kept.resolution is None]
    assert [(found.payment_id, found.break_class) for found in open_ones] == [(strange.payment_id, "refund_differs")]


async def test_another_currency_waits_for_a_person(books: BooksWorld) -> None:
    payment = await books.charge(5_000)
    await books.parts.db.execute("UPDATE payment SET currency = 'EUR'")
    books.stripe.forward(11 * MINUTES)
    assert (await books.run("hourly")).found == 1
    assert (await books.run("hourly")).found == 0, "it is open once"
    (kept,) = await books.listed()
    assert (kept.found.break_class, kept.found.payment_id) == ("currency_differs", payment.payment_id)
    assert (kept.found.details, kept.resolution) == ("GBP at Stripe, EUR here", None)
    await books.explain(kept.break_id, "typed in wrong")
    assert (await books.run("hourly")).found == 0, "it was explained as it is"
    await books.parts.db.execute("UPDATE payment SET currency = 'USD'")
    assert (await books.run("hourly")).found == 1, "it is another one"


async def test_what_stripe_does_not_know_is_found_and_gone_when_it_is_back(books: BooksWorld) -> None:
    payment = await books.charge(5_000)
    await books.parts.db.execute("UPDATE payment SET stripe_id = 'pi_gone'")
    books.stripe.forward(11 * MINUTES)
    assert (await books.run("hourly")).found == 2
    found = {kept.found.break_class.value: kept.found for kept in await books.listed()}
    missing = found["missing_there"]
    assert (missing.stripe_id, missing.payment_id, missing.amount_minor) == ("pi_gone", payment.payment_id, 5_000)
    assert (found["missing_here"].stripe_id, found["missing_here"].site_id) == (payment.stripe_id, "")
    await books.parts.db.execute("UPDATE payment SET stripe_id = $1", payment.stripe_id)
    tally = await books.run("hourly")
    assert (tally.found, tally.healed) == (0, 2)
    assert await books.opened() == []


async def test_money_of_another_use_of_the_account_is_explained_once(books: BooksWorld) -> None:
    params = {"amount": 900, "currency": "gbp", "payment_method": VISA, "confirm": True}
    made = await books.at_stripe.payment_intents.create_async(params)
    assert (await books.run("hourly")).found == 1
    (kept,) = await books.listed()
    assert (kept.found.break_class, kept.found.stripe_id, kept.found.site_id) == ("missing_here", made.id, "")
    await books.explain(kept.break_id, "the car wash")
    assert (await books.run("hourly")).found == 0


async def test_only_an_orphan_hold_of_ours_is_released(books: BooksWorld) -> None:
    params = {"amount": 900, "currency": "gbp", "payment_method": VISA, "confirm": True, "capture_method": "manual"}
    deployment = books.parts.stripe.deployment
    metadata = {"payment_id": new_id(), "deployment": deployment}
    ours = await books.at_stripe.payment_intents.create_async({**params, "metadata": metadata})
    foreign = await books.at_stripe.payment_intents.create_async(params)
    assert (await books.run("hourly")).healed == 0, "what made it may still write it down"
    books.stripe.forward(16 * MINUTES)
    assert (await books.run("hourly")).healed == 1
    assert await books.words() == [("orphan_hold", "healed")]
    assert (await books.at_stripe.payment_intents.retrieve_async(ours.id)).status == "canceled"
    assert (await books.at_stripe.payment_intents.retrieve_async(foreign.id)).status == "requires_capture"


async def test_what_another_deployment_on_the_account_makes_is_left_alone(books: BooksWorld) -> None:
    """Its holds are held, and its money is neither missing here nor in our books; it is only counted."""
    marked = replace(books.parts.stripe, deployment=new_id())
    other = replace(books, parts=replace(books.parts, stripe=marked))
    held, paid = await other.hold(), await other.charge(4_000)
    await other.refund(paid, 500)
    for table in ("ledger_leg", "ledger_entry", "command", "card_refund", "payment_step", "payment"):
        await books.parts.db.execute(f"SET session_replication_role = replica; DELETE FROM {table}")
    ours = await books.charge(1_000)
    await books.run("minutes")
    books.stripe.forward(3 * HOURS)
    await books.run("hourly")
    assert next(iter(metrics.elsewhere.collect())).samples[0].value == 2
    books.stripe.forward(3 * DAYS)
    for what in ("minutes", "hourly", "daily"):
        await books.run(what)
    assert await books.words() == []
    assert books.stripe.world.get("payment_intent", held.stripe_id)["status"] == "requires_capture"
    fees = await books.parts.db.fetch("SELECT payment_id::text FROM ledger_entry WHERE source_kind = 'fee'")
    assert [row["payment_id"] for row in fees] == [ours.payment_id]


async def test_what_changes_long_after_it_was_made_is_compared_too(books: BooksWorld) -> None:
    """It is in no list any more that begins two hours before the last run."""
    payment = await books.claimed()
    await books.run("hourly")
    books.stripe.forward(5 * HOURS)
    await books.run("hourly")
    await books.at_stripe.payment_intents.cancel_async(payment.stripe_id)
    books.stripe.forward(5 * HOURS)
    await books.run("hourly")
    assert (await books.payment(payment)).state is PaymentState.VOIDED


async def test_a_refund_of_a_payment_that_is_long_over_is_seen_by_its_money(books: BooksWorld) -> None:
    payment = await books.charge(5_000)
    await books.run("hourly")
    books.stripe.forward(5 * HOURS)
    await books.run("hourly")
    await books.at_stripe.refunds.create_async({"payment_intent": payment.stripe_id, "amount": 700})
    books.stripe.forward(1 * HOURS)
    await books.run("hourly")
    assert (await books.payment(payment)).refunded_minor == 700
    assert await books.words() == [("refund_differs", "healed")]


async def test_a_break_is_looked_at_again_however_old_its_payment_is(books: BooksWorld) -> None:
    payment = await books.charge(5_000)
    await books.parts.db.execute("UPDATE payment SET currency = 'EUR'")
    books.stripe.forward(11 * MINUTES)
    await books.run("hourly")
    for _ in range(2):
        books.stripe.forward(5 * HOURS)
        await books.run("hourly")
    await books.parts.db.execute("UPDATE payment SET currency = $1", payment.currency)
    assert (await books.run("hourly")).healed == 1
    assert await books.words() == [("currency_differs", "healed")]


async def test_a_list_of_several_pages_is_read_whole(books: BooksWorld) -> None:
    for _ in range(5):
        await books.at_stripe.payment_intents.create_async({"amount": 900, "currency": "gbp"})
    payment = await books.charge(5_000)
    small = Books(books.parts.stripe.client, per_s=1_000, page=2)
    seen = [intent.stripe_id async for intent in small.intents(payment.created_at)]
    assert len(set(seen)) == len(seen) == 6
