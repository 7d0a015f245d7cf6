"""Holds whose sale is over or says nothing, questions that stay open, webhooks that did not come."""

from dataclasses import replace
from datetime import timedelta

import pytest
from motorway.pos.v1 import sale_pb2, sales_pb2
from motorway_access.testing import CallerKeys
from payments.app import payments
from payments.domain.payment import Payment, PaymentState
from payments.parts import Payments
from pydantic import SecretStr
from stripe_simulator.control.hooks import Endpoint, ensure_endpoint
from stripe_simulator.fault_rules import Do, Match, Rule

from .books_world import DAYS, HOURS, MINUTES, BooksWorld, unhurried
from .simulated import SimulatedStripe
from .stub_pos import StubPos

State = sale_pb2.SaleState


@pytest.fixture
def books(parts: Payments, stripe_simulator: SimulatedStripe, keys: CallerKeys) -> BooksWorld:
    return BooksWorld(unhurried(parts), stripe_simulator, keys)


def told(stub_pos: StubPos, payment: Payment, state: State.ValueType, clearing: int = 0) -> None:
    """What pos says of the payment's sale."""
    sale = sale_pb2.Sale(sale_id=payment.sale_id, state=state, clearing=sale_pb2.Clearing.ValueType(clearing))
    stub_pos.sales[payment.sale_id] = sales_pb2.GetSaleResponse(sale=sale)


@pytest.mark.parametrize(
    ("state", "clearing"),
    [
        (None, 0),
        (sale_pb2.SALE_STATE_REFUSED, 0),
        (sale_pb2.SALE_STATE_ENDED, 0),
        (sale_pb2.SALE_STATE_CLEARED, sale_pb2.CLEARING_ZERO),
    ],
)
async def test_a_hold_of_a_sale_that_is_over_takes_nothing(
    books: BooksWorld, stub_pos: StubPos, state: State.ValueType | None, clearing: int
) -> None:
    payment = await books.claimed()
    if state is not None:
        told(stub_pos, payment, state, clearing)
    books.stripe.forward(11 * MINUTES)
    await books.run("minutes")
    after = await books.payment(payment)
    assert (after.state, after.take_minor) == (PaymentState.VOIDED, 0)
    assert await books.words() == [("hold_undecided", "healed")]
    assert ("GetSale", "payments") in stub_pos.asked_by


async def test_a_hold_is_left_alone_while_its_sale_goes_on_or_cannot_be_asked(
    books: BooksWorld, stub_pos: StubPos
) -> None:
    payment = await books.claimed()
    told(stub_pos, payment, sale_pb2.SALE_STATE_FUELLING)
    books.stripe.forward(11 * MINUTES)
    await books.run("minutes")
    stub_pos.sales.clear()
    stub_pos.away = True
    await books.run("minutes")
    assert (await books.payment(payment)).state is PaymentState.AUTHORISED
    assert await books.listed() == []


async def test_a_sale_that_does_not_say_what_it_takes_waits_for_a_person(books: BooksWorld, stub_pos: StubPos) -> None:
    payment = await books.claimed()
    told(stub_pos, payment, sale_pb2.SALE_STATE_PAYABLE)
    books.stripe.forward(13 * HOURS)
    await books.run("minutes")
    assert await books.words() == [("hold_undecided", "open")]
    await books.fix(payment, 2_000)
    await books.run("minutes")
    assert await books.words() == [("hold_undecided", "healed")]


async def test_a_hold_that_ends_soon_is_told_of_while_its_amount_is_not_known(
    books: BooksWorld, stub_pos: StubPos
) -> None:
    payment = await books.claimed()
    told(stub_pos, payment, sale_pb2.SALE_STATE_FUELLING)
    books.stripe.forward(6.6 * DAYS)
    await books.run("minutes")
    assert ("hold_expires", "open") in await books.words()
    assert (await books.fix(payment, 3_000)).state is PaymentState.CAPTURED
    await books.run("minutes")
    assert await books.opened() == []


async def test_a_question_that_stays_open_for_an_hour_is_told_of(books: BooksWorld) -> None:
    payment = await books.claimed()
    lost = Rule(match=Match(path=f"/v1/payment_intents/{payment.stripe_id}*"), do=Do.DROP_BEFORE, times=1_000)
    books.stripe.spoil(lost)
    await books.fix(payment, 2_000)
    books.stripe.forward(61 * MINUTES)
    await books.run("minutes")
    (kept,) = [kept for kept in await books.listed() if kept.resolution is None]
    assert (kept.found.break_class, kept.found.payment_id) == ("question_too_old", payment.payment_id)
    assert kept.found.details == "what became of capture is not known"
    books.stripe.heal()
    books.stripe.forward(1 * HOURS)
    await books.drain()
    await books.run("minutes")
    assert (await books.payment(payment)).state is PaymentState.CAPTURED
    assert await books.opened() == []


async def test_a_capture_that_stripe_refuses_again_and_again_is_told_of(books: BooksWorld) -> None:
    """Each try has an answer, and the money is not there all the same."""
    payment = await books.claimed()
    await payments.fix_amount(books.parts, payment.payment_id, payment.sale_id, 2_000, "")
    command = "UPDATE command SET first_sent_at = NULL, due_at = $1 WHERE done_at IS NULL"
    await books.parts.db.execute(command, books.parts.clock() + timedelta(hours=2))
    books.stripe.forward(59 * MINUTES)
    await books.run("minutes")
    assert await books.opened() == []
    books.stripe.forward(2 * MINUTES)
    await books.run("minutes")
    assert await books.words() == [("question_too_old", "open")]


async def test_webhooks_that_did_not_come_are_asked_for(books: BooksWorld) -> None:
    """The endpoint is set, and nothing goes out."""
    world, db = books.stripe.world, books.parts.db
    ensure_endpoint(world, Endpoint(url="http://127.0.0.1:9/", secrets=["whsec_new"]))
    payment = await books.charge()
    await books.run("minutes")
    happened = {event["id"] for event in world.table("event").oldest_first()}
    stored = {row[0] for row in await db.fetch("SELECT event_id FROM webhook WHERE subject_id = $1", payment.stripe_id)}
    assert stored
    assert stored <= happened
    assert {row[0] for row in await db.fetch("SELECT event_id FROM webhook")} == happened
    await books.run("minutes")
    assert await db.fetchval("SELECT count(*) FROM webhook") == len(happened)


async def test_without_webhooks_every_event_is_asked_for(books: BooksWorld) -> None:
    no_secrets = books.parts.settings.model_copy(update={"stripe_webhook_secrets": SecretStr("")})
    await books.charge()
    await replace(books, parts=replace(books.parts, settings=no_secrets)).run("minutes")
    happened = {event["id"] for event in books.stripe.world.table("event").oldest_first()}
    assert {row[0] for row in await books.parts.db.fetch("SELECT event_id FROM webhook")} == happened != set()
