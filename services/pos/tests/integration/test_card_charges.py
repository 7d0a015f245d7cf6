"""Drivers who fuel, and then pay by card at the till."""

from typing import Any

from motorway.payments.v1 import payment_pb2
from motorway.pos.v1 import sale_pb2, sales_pb2
from motorway_access.roles import Role
from motorway_kit.errors import Conflict
from motorway_kit.ids import new_id
from pos.app.card_outcomes import hear_of
from pos.app.card_watch import ask_waiting

from .card_calls import CAPTURED, DECLINED, bodies, captured, charge, charged, fixed, heard, payments_of
from .sales_world import ACCOUNT, Station, account, state_of, tender, tenders_of
from .shift_world import being, open_shift
from .stub_cards import State, StubCards


class ReaderBusy(Conflict):
    """As payments calls it."""


async def test_a_driver_fuels_and_then_pays_by_card(station: Station, stub_cards: StubCards) -> None:
    """Cash and an account pay a part."""
    await account(station)
    held = await station.locked()
    await station.pay(held, amount_minor=500)
    await station.pay(held, kind=ACCOUNT, account_id="acme", amount_minor=500)
    request = charge(held, method=sales_pb2.CardMethod(reader_id="r1"))
    for _ in range(2):
        started = await station.ask("ann", "StartCardPayment", **request)
        assert payments_of(started.sale) == [("PENDING", 2_000, "")]
    first, second = stub_cards.calls("StartPayment")
    assert first == second
    assert (first.sale_id, first.shift_id, first.amount_minor) == (held.sale_id, station.shift_of["ann"], 2_000)
    assert (first.purpose, first.method.reader_id, first.description) == (
        payment_pb2.PAYMENT_PURPOSE_CHARGE,
        "r1",
        "Pump 1",
    )
    other = {**request, "method": sales_pb2.CardMethod(link=True)}
    assert (await station.refused("ann", "StartCardPayment", **other)).reason == "IdempotencyKeyReused"
    done = await captured(station, stub_cards, started.payment_id, 2_000)
    assert (state_of(done), [t.amount_minor for t in done.tenders]) == ("CLEARED PAID", [500, 500, 2_000])
    assert payments_of(done) == [("CAPTURED", 2_000, "")]
    assert await station.receipts(held.sale_id) == [("RECEIPT", "Counter 1", 1)]
    assert (await station.ask("ann", "StartCardPayment", **request)).payment_id == started.payment_id
    assert await fixed(station) == []


async def test_a_card_that_is_declined_is_tried_again(station: Station, stub_cards: StubCards) -> None:
    """Its decline may be heard after the money, and again."""
    held = await station.locked()
    payment_id = await charged(station, held)
    declined = stub_cards.becomes(payment_id, DECLINED, reason="insufficient_funds")
    assert payments_of(await heard(station, declined)) == [("ENDED", 3_000, "insufficient_funds")]
    done = await captured(station, stub_cards, payment_id, 3_000)
    assert (state_of(done), len(done.tenders)) == ("CLEARED PAID", 1)
    assert await heard(station, declined) == done


async def test_what_payments_refuses_is_over(station: Station, stub_cards: StubCards) -> None:
    held = await station.locked()
    stub_cards.refusal = ReaderBusy("the reader asks for another card")
    assert (await station.refused("ann", "StartCardPayment", **charge(held))).reason == "ReaderBusy"
    sale = (await station.see(held.sale_id)).sale
    assert payments_of(sale) == [("ENDED", 3_000, "reader_busy")]
    for wrong in (
        sales_pb2.CardMethod(),
        sales_pb2.CardMethod(link=True, reader_id="r"),
        sales_pb2.CardMethod(account_id="a"),
    ):
        refusal = await station.refused("ann", "StartCardPayment", **charge(held, method=wrong))
        assert refusal.context["field"] == "method"


async def test_what_payments_never_heard_of_ends(station: Station, stub_cards: StubCards) -> None:
    """pos asks after a minute. Cash need not wait for that."""
    held = await station.locked()
    stub_cards.away = True
    assert (await station.refused("ann", "StartCardPayment", **charge(held))).reason == "Unavailable"
    refusal = await station.refused("ann", "AddTender", sale_id=held.sale_id, tender=tender(), idempotency_key="c")
    assert refusal.reason == "CardPaymentPending"
    left = await station.refused("ann", "RecordDriveOff", sale_id=held.sale_id, registration="A1")
    assert left.reason == "CardPaymentPending"
    station.clock.forward(seconds=61)
    await ask_waiting(station.parts)
    assert payments_of((await station.see(held.sale_id)).sale) == [("PENDING", 3_000, "")]
    stub_cards.away = False
    station.clock.forward(seconds=61)
    await ask_waiting(station.parts)
    assert payments_of((await station.see(held.sale_id)).sale) == [("ENDED", 3_000, "not_started")]
    assert state_of(await station.pay(held)) == "CLEARED PAID"


async def test_an_answer_that_was_lost_is_asked_for(station: Station, stub_cards: StubCards) -> None:
    held = await station.locked()
    stub_cards.lost = True
    await station.refused("ann", "StartCardPayment", **charge(held))
    (payment_id,) = stub_cards.payments
    station.clock.forward(seconds=61)
    await ask_waiting(station.parts)
    assert payments_of((await station.see(held.sale_id)).sale)[0][0] == "PENDING"
    stub_cards.becomes(payment_id, CAPTURED, captured_minor=3_000)
    station.clock.forward(seconds=61)
    await ask_waiting(station.parts)
    assert state_of((await station.see(held.sale_id)).sale) == "CLEARED PAID"


async def test_a_charge_is_given_up(station: Station, stub_cards: StubCards) -> None:
    held = await station.locked()
    payment_id = await charged(station, held)
    at = {"sale_id": held.sale_id, "payment_id": payment_id}
    assert (await station.refused("bob", "CancelCardPayment", **at)).reason == "SaleLockedElsewhere"
    stub_cards.becomes(payment_id, State.PAYMENT_STATE_VOIDING)
    waiting = (await station.ask("ann", "CancelCardPayment", **at)).sale
    assert payments_of(waiting)[0][0] == "PENDING"
    stub_cards.payments[payment_id].state = State.PAYMENT_STATE_AUTHORISING
    for _ in range(2):
        ended = (await station.ask("ann", "CancelCardPayment", **at)).sale
        assert payments_of(ended) == [("ENDED", 3_000, "given_up_at_the_till")]
    unknown = {**at, "payment_id": new_id()}
    assert (await station.refused("ann", "CancelCardPayment", **unknown)).reason == "CardPaymentNotFound"
    paid = await charged(station, held)
    stub_cards.becomes(paid, CAPTURED, captured_minor=3_000)
    refusal = await station.refused("ann", "CancelCardPayment", **{**at, "payment_id": paid})
    assert refusal.reason == "PaymentCaptured"


async def test_what_was_settled_otherwise_gives_the_card_its_money_back(
    station: Station, stub_cards: StubCards
) -> None:
    held = await station.locked()
    payment_id = await charged(station, held)
    cleared = await station.pay(held, amount_minor=3_000)
    assert (state_of(cleared), payments_of(cleared)) == (
        "CLEARED PAID",
        [("ENDED", 3_000, "sale_settled_otherwise")],
    )
    assert await fixed(station) == [(0, "sale_settled_otherwise")]
    assert await captured(station, stub_cards, payment_id, 3_000) == cleared
    assert set(await fixed(station)) == {(0, "sale_settled_otherwise")}


async def test_a_sale_takes_what_is_due_of_what_came(station: Station, stub_cards: StubCards) -> None:
    held = await station.locked()
    payment_id = await charged(station, held)
    await station.pay(held, amount_minor=1_000)
    done = await captured(station, stub_cards, payment_id, 3_000)
    assert (state_of(done), [t.amount_minor for t in done.tenders]) == ("CLEARED PAID", [1_000, 2_000])
    assert await fixed(station) == [(2_000, "sale_settled_otherwise")]


async def test_a_card_gets_back_what_is_taken_off_the_ticket(station: Station, stub_cards: StubCards) -> None:
    held = await station.locked()
    payment_id = await charged(station, held, 1_000)
    paid = await captured(station, stub_cards, payment_id, 1_000)
    assert (state_of(paid), paid.due_minor) == ("LOCKED", 2_000)
    for _ in range(2):
        back = (await station.ask("ann", "RemoveTender", sale_id=held.sale_id, number=1)).sale
        assert (back.due_minor, tenders_of(back)[1][:2]) == (3_000, ("CARD", -1_000))
    assert await fixed(station) == [(0, "sale_settled_otherwise")]
    assert payments_of(await heard(station, stub_cards.payments[payment_id]))[0][0] == "ENDED"
    coffee = {"sale_id": held.sale_id, "item_id": "coffee", "idempotency_key": "i"}
    await station.ask("ann", "AddLine", **coffee)
    again = await charged(station, held, 3_200)
    await captured(station, stub_cards, again, 3_200)
    line = {"sale_id": held.sale_id, "number": 2, "idempotency_key": "j"}
    assert (await station.ask("ann", "RemoveLine", **line)).sale.due_minor == -200
    change = await station.ask("ann", "GiveChange", sale_id=held.sale_id)
    assert (state_of(change.sale), change.cash_minor, change.account_minor) == ("CLEARED PAID", 0, 0)
    assert (await fixed(station))[-1] == (3_000, "sale_settled_otherwise")


async def unlocked(station: Station, sale: sale_pb2.Sale) -> None:
    await station.ask("ann", "UnlockSale", sale_id=sale.sale_id)


async def test_money_after_its_shift_is_of_the_next_at_the_till(station: Station, stub_cards: StubCards) -> None:
    """Without one it is of the shift that asked for it, whose Z report is written already."""
    held = await station.locked()
    payment_id = await charged(station, held, 1_000)
    rest = await charged(station, held)
    await unlocked(station, held)
    await station.close_shift("ann", 10_000)
    closed = await captured(station, stub_cards, payment_id, 1_000)
    assert tenders_of(closed) == [("CARD", 1_000, station.shift_of["ann"])]
    later = await _shift_at_counter_1(station)
    done = await captured(station, stub_cards, rest, 2_000)
    assert tenders_of(done)[1] == ("CARD", 2_000, later)
    assert (state_of(done), done.shift_id) == ("CLEARED PAID", later)
    assert await station.receipts(held.sale_id) == [("RECEIPT", "Counter 1", 1)]


async def _shift_at_counter_1(station: Station) -> str:
    with being(station.keys, "eve", Role.CASHIER):
        shift_id: str = (await open_shift(station.shifts, "Counter 1")).shift_id
    return shift_id


async def test_money_for_a_sale_that_did_not_ask_goes_back(station: Station, stub_cards: StubCards) -> None:
    for sale_id in ("", (await station.locked()).sale_id):
        told: Any = payment_pb2.Payment(
            payment_id=new_id(),
            site_id="m25-cobham",
            sale_id=sale_id,
            state=CAPTURED,
            captured_minor=900,
            currency="GBP",
        )
        await hear_of(station.parts, told)
    assert await fixed(station) == [(0, "sale_settled_otherwise")]
    assert await bodies(station, "SaleCompleted") == []
