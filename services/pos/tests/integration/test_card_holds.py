"""Drivers who pay by card before they fuel."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from motorway.pos.v1 import events_pb2
from motorway_kit.ids import new_id
from pos.app.card_outcomes import hear_of
from pos.app.card_watch import ask_waiting
from pos.app.resolver import ORDER_EXPIRES, Resolver
from pos.domain.sale import CardPaymentState, SaleCardPayment, SaleKind
from pos.parts import Pos

from .card_calls import CAPTURED, CARD, EXPIRED, bodies, by_card, captured, fixed, heard, payments_of
from .pump_world import IDLE, hear, opened, report, state_message, stored
from .sales_world import Station, prepaid, state_of, tender, tenders_of, wish
from .stub_cards import State, StubCards
from .stub_pumps import refused


async def test_a_driver_pays_by_card_and_then_fuels(station: Station, stub_cards: StubCards) -> None:
    payment_id = stub_cards.held(5_000)
    sale = await station.open(**by_card(payment_id))
    assert (state_of(sale), payments_of(sale)) == ("AUTHORISED", [("APPROVED", 5_000, "")])
    assert stub_cards.payments[payment_id].sale_id == sale.sale_id
    fuelled = await station.fuel(sale)
    assert (state_of(fuelled), payments_of(fuelled)) == ("PAYABLE", [("FIXED", 5_000, "")])
    (event,) = [events_pb2.CardAmountFixed.FromString(body) for body in await bodies(station, "CardAmountFixed")]
    assert (event.payment_id, event.sale_id, event.amount_minor) == (payment_id, sale.sale_id, 3_000)
    told_ = stub_cards.becomes(payment_id, CAPTURED, captured_minor=3_000)
    await asyncio.gather(*(hear_of(station.parts, told_) for _ in range(4)))
    done = (await station.see(sale.sale_id)).sale
    assert (state_of(done), done.due_minor, done.cleared_by) == ("CLEARED PAID", 0, "ann")
    assert tenders_of(done) == [("CARD", 3_000, station.shift_of["ann"])]
    (paid,) = done.tenders
    assert (paid.payment_id, paid.card_brand, paid.card_last4, paid.test) == (payment_id, "visa", "4242", True)
    assert await station.receipts(sale.sale_id) == [("RECEIPT", "Counter 1", 1)]
    assert (await station.told()).count("SaleCompleted") == 1
    report_ = (await station.close_shift("ann", 10_000)).report
    assert [(each.kind, each.count, each.amount_minor) for each in report_.takings] == [(CARD, 1, 3_000)]
    assert (report_.drawer.expected_minor, report_.sales.amount_minor) == (10_000, 3_000)


async def test_the_pump_delivers_no_more_than_was_approved(station: Station, stub_cards: StubCards) -> None:
    """Also when it runs 20 ml over its limit: 3 pence."""
    by_volume = {"max_amount_minor": 0, "max_volume_ml": 10_000}
    sale = await station.open(**by_card(stub_cards.held(1_000)) | by_volume)
    (order,) = station.pumps.ordered("AuthorisePump")
    assert (order.authorise.max_amount_minor, order.authorise.max_volume_ml) == (997, 6_646)
    assert (sale.max_amount_minor, sale.max_volume_ml) == (997, 6_646)


async def test_who_holds_a_little_more_gets_all_that_was_asked_for(station: Station, stub_cards: StubCards) -> None:
    sale = await station.open(**by_card(stub_cards.held(5_003)))
    assert (state_of(sale), sale.max_amount_minor) == ("AUTHORISED", 5_000)


async def test_next_to_nothing_that_was_approved_releases_no_pump(station: Station, stub_cards: StubCards) -> None:
    sale = await station.open(**by_card(stub_cards.held(3)))
    assert (state_of(sale), sale.reason) == ("REFUSED", "payment_not_approved")


async def test_cash_and_a_card_pay_before(station: Station, stub_cards: StubCards) -> None:
    payment_id = stub_cards.held(3_000)
    sale = await station.open(**by_card(payment_id, 5_000, tender(amount_minor=2_000)))
    assert payments_of(await station.fuel(sale)) == [("FIXED", 3_000, "")]
    assert await fixed(station) == [(1_000, "")]
    done = await captured(station, stub_cards, payment_id, 1_000)
    assert (state_of(done), [t.amount_minor for t in done.tenders]) == ("CLEARED PAID", [2_000, 1_000])


async def test_cash_that_was_enough_leaves_the_card_alone(station: Station, stub_cards: StubCards) -> None:
    sale = await station.open(**by_card(stub_cards.held(3_000), 5_000, tender(amount_minor=2_000)))
    fuelled = await station.fuel(sale, 10_000)
    assert (fuelled.due_minor, payments_of(fuelled)) == (-500, [("ENDED", 3_000, "sale_settled_otherwise")])
    assert await fixed(station) == [(0, "sale_settled_otherwise")]


async def claim_of(stub_cards: StubCards, how: str) -> str:
    match how:
        case "unknown":
            return new_id()
        case "taken":
            return stub_cards.held(5_000, sale_id=new_id())
        case "not yet":
            return stub_cards.held(5_000, State.PAYMENT_STATE_AUTHORISING)
        case "other currency":
            return stub_cards.held(5_000, currency="EUR")
    stub_cards.away, stub_cards.lost = how == "away", how == "lost"
    return stub_cards.held(5_000)


REFUSED = {
    "unknown": ("payment_not_approved", False),
    "taken": ("payment_not_approved", False),
    "not yet": ("payment_not_approved", True),
    "other currency": ("payment_not_approved", True),
    "away": ("payments_unavailable", True),
    "lost": ("payments_unavailable", True),
}
"""Why a claim fails, the reason of the sale then, and whether it gives up what it may have claimed."""


async def test_without_a_claim_no_pump_is_released(station: Station, stub_cards: StubCards) -> None:
    """What may be claimed is given back; cash sells all the same."""
    for how, (reason, given_up) in REFUSED.items():
        known = len(await fixed(station))
        sale = await station.open(**by_card(await claim_of(stub_cards, how)))
        assert (state_of(sale), sale.reason, payments_of(sale)[0][0]) == ("REFUSED", reason, "ENDED")
        assert (await fixed(station))[known:] == ([(0, "sale_refused")] if given_up else [])
    assert station.pumps.ordered("AuthorisePump") == []
    stub_cards.away = True
    cash = await station.open(**by_card(stub_cards.held(5_000), 5_000, tender(amount_minor=2_000)))
    assert (state_of(cash), cash.tenders[1].amount_minor) == ("CLEARED ZERO", -2_000)
    assert state_of(await station.open(**prepaid())) == "AUTHORISED"


async def test_a_hold_is_for_one_sale(station: Station, stub_cards: StubCards) -> None:
    request = {**by_card(stub_cards.held(5_000)), "idempotency_key": "k"}
    first = await station.open(**request)
    assert await station.open(**request) == first
    await station.fuel(first)
    other = await station.refused("ann", "OpenSale", **_asked(request))
    assert other.reason == "PaymentAlreadyUsed"
    assert len(stub_cards.calls("ClaimPayment")) == len(station.pumps.ordered("AuthorisePump")) == 1


async def test_who_names_the_hold_of_another_site_does_not_keep_it_from_its_sale(
    station: Station, stub_cards: StubCards
) -> None:
    payment_id = stub_cards.held(5_000, site_id="m1-leicester")
    refused_ = await station.open(**by_card(payment_id))
    assert (state_of(refused_), refused_.reason) == ("REFUSED", "payment_not_approved")
    stub_cards.payments[payment_id].site_id = "m25-cobham"
    sale = await station.open(**by_card(payment_id))
    assert (state_of(sale), payments_of(sale)) == ("AUTHORISED", [("APPROVED", 5_000, "")])
    assert payments_of((await station.see(refused_.sale_id)).sale) == []


def _asked(request: dict[str, Any]) -> dict[str, Any]:
    return wish(**{**request, "idempotency_key": new_id()})


async def test_nothing_delivered_gives_the_hold_back(station: Station, stub_cards: StubCards) -> None:
    sale = await station.open(**by_card(stub_cards.held(5_000)))
    assert state_of(await station.fuel(sale, 0)) == "CLEARED ZERO"
    assert await fixed(station) == [(0, "zero_fuelling")]
    station.pumps.answers["AuthorisePump"] = refused(0x2E, "closed")
    sale = await station.open(**by_card(stub_cards.held(5_000)))
    assert (state_of(sale), payments_of(sale)) == ("REFUSED", [("ENDED", 5_000, "sale_refused")])
    del station.pumps.answers["AuthorisePump"]
    sale = await station.open(**by_card(stub_cards.held(5_000)))
    station.pumps.reports = [report(None, IDLE)]
    ended = (await station.ask("ann", "CancelSale", sale_id=sale.sale_id, idempotency_key="c")).sale
    assert (state_of(ended), payments_of(ended)) == ("ENDED", [("ENDED", 5_000, "sale_ended")])
    assert await fixed(station) == [(0, "zero_fuelling"), (0, "sale_refused"), (0, "sale_ended")]


NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def hold(state: CardPaymentState) -> dict[str, Any]:
    """Fields of a sale whose hold came so far when pos died."""
    payment = SaleCardPayment(new_id(), state, 5_000, "", "ann", NOON, hold=True)
    return {"kind": SaleKind.PRE_PAY, "max_amount_minor": 5_000, "card_payments": (payment,)}


@pytest.mark.parametrize(
    ("state", "reason"),
    [(CardPaymentState.PENDING, "payment_not_claimed"), (CardPaymentState.APPROVED, "no_answer")],
)
async def test_who_died_before_the_release_leaves_nothing_open(
    parts: Pos, station: Station, state: CardPaymentState, reason: str
) -> None:
    """Before the claim was known no order was sent: the pump need not even be there."""
    sale = await opened(parts, **hold(state))
    station.pumps.reports = [report(None, IDLE)]
    assert await Resolver(parts).ask_waiting() == 0
    station.clock.forward(seconds=ORDER_EXPIRES.total_seconds() + 1)
    assert await Resolver(parts).ask_waiting() == 1
    found = await stored(parts, sale)
    assert (found.state.name, found.reason) == ("REFUSED", reason)
    assert await fixed(station) == [(0, "sale_refused")]
    assert len(station.pumps.ordered("AskPumps")) == (state is CardPaymentState.APPROVED)


async def test_more_than_the_hold_becomes_a_debt(station: Station, stub_cards: StubCards) -> None:
    payment_id = stub_cards.held(2_000)
    sale = await station.open(**by_card(payment_id, 2_000))
    await station.fuel(sale)
    done = await captured(station, stub_cards, payment_id, 2_000, shortfall_minor=1_000)
    assert (state_of(done), [t.amount_minor for t in done.tenders]) == ("CLEARED PAID", [2_000, 1_000])
    debt = (await station.see(sale.sale_id)).debt
    assert (debt.kind, debt.amount_minor, debt.recorded_by) == (3, 1_000, "ann")
    settled = await station.ask("bob", "SettleDebt", debt_id=debt.debt_id, tenders=[tender()], idempotency_key="d")
    ann, bob = station.shift_of["ann"], station.shift_of["bob"]
    paid = [("CARD", 2_000, ann), ("RECEIVABLE", 1_000, ann), ("RECEIVABLE", -1_000, bob), ("CASH", 1_000, bob)]
    assert (tenders_of(settled.sale), settled.sale.due_minor) == (paid, 0)
    assert (await station.receipts(sale.sale_id))[1] == ("DEBT_PAYMENT", "Counter 2", 1)
    (ended,) = [events_pb2.DebtEnded.FromString(body) for body in await bodies(station, "DebtEnded")]
    assert (ended.kind, ended.amount_minor, ended.written_off) == ("card_shortfall", 1_000, False)
    report_ = (await station.close_shift("bob", 11_000)).report
    takings = {each.kind: each.amount_minor for each in report_.takings}
    assert (takings, report_.drawer.takings_minor, report_.drawer.expected_minor) == (
        {1: 1_000, 4: -1_000},
        1_000,
        11_000,
    )
    assert report_.sales.amount_minor == sum(takings.values()) - report_.debts_paid.amount_minor


@pytest.mark.parametrize("early", [True, False])
async def test_a_hold_that_expired_becomes_a_debt(station: Station, stub_cards: StubCards, early: bool) -> None:
    """Also when it expired before the pump's transaction came."""
    payment_id = stub_cards.held(5_000)
    sale = await station.open(**by_card(payment_id))
    if early:
        assert payments_of(await heard(station, stub_cards.becomes(payment_id, EXPIRED))) == [
            ("ENDED", 5_000, "expired")
        ]
    assert payments_of(await station.fuel(sale)) == [("FIXED", 5_000, "")]
    done = await heard(station, stub_cards.becomes(payment_id, EXPIRED, shortfall_minor=3_000))
    assert (state_of(done), tenders_of(done)) == ("CLEARED PAID", [("RECEIVABLE", 3_000, station.shift_of["ann"])])
    debt = (await station.see(sale.sale_id)).debt
    await station.ask("sue", "WriteOffDebt", debt_id=debt.debt_id, reason="no trace")
    (ended,) = [events_pb2.DebtEnded.FromString(body) for body in await bodies(station, "DebtEnded")]
    assert (ended.amount_minor, ended.written_off) == (3_000, True)
    assert await fixed(station) == [(3_000, "")]


async def test_a_hold_that_is_late_is_told_by_payments_when_asked(station: Station, stub_cards: StubCards) -> None:
    payment_id = stub_cards.held(5_000)
    sale = await station.fuel(await station.open(**by_card(payment_id)))
    stub_cards.becomes(payment_id, CAPTURED, captured_minor=3_000)
    assert await ask_waiting(station.parts) == 0
    station.clock.forward(seconds=61)
    assert await ask_waiting(station.parts) == 1
    assert state_of((await station.see(sale.sale_id)).sale) == "CLEARED PAID"
    assert await ask_waiting(station.parts) == 0


async def test_fuel_after_the_end_waits_to_be_paid(station: Station, stub_cards: StubCards) -> None:
    """The hold is given back: what came all the same is due at the till."""
    sale = await station.open(**by_card(stub_cards.held(5_000)))
    await hear(station.parts, state_message(station.clock(), IDLE, reason="authorisation_timeout"))
    station.clock.forward(seconds=40)
    station.pumps.reports = [report(None, IDLE)]
    await Resolver(station.parts).ask_waiting()
    late = await station.fuel(sale)
    assert (state_of(late), late.due_minor, payments_of(late)) == ("PAYABLE", 3_000, [("ENDED", 5_000, "sale_ended")])
    assert await fixed(station) == [(0, "sale_ended")]
