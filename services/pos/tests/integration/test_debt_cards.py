"""Customers who left without paying, and pay by card when they come back."""

from typing import Any

import pytest
from motorway.pos.v1 import events_pb2, sales_pb2
from motorway_kit.errors import Conflict
from motorway_kit.ids import new_id
from pos.app.card_outcomes import hear_of
from pos.app.card_watch import ask_waiting

from .card_calls import CAPTURED, DECLINED, LINK, bodies, by_card, captured, fixed, heard, payments_of
from .sales_world import Station, state_of, tender, tenders_of
from .stub_cards import StubCards


class ReaderBusy(Conflict):
    """As payments calls it."""


async def gone(station: Station) -> sales_pb2.Debt:
    sale = await station.payable()
    debt: sales_pb2.Debt = (await station.ask("ann", "RecordDriveOff", sale_id=sale.sale_id, registration="A1")).debt
    return debt


def payment(debt: sales_pb2.Debt, **fields: Any) -> dict[str, Any]:
    return {"debt_id": debt.debt_id, "method": LINK, "idempotency_key": new_id(), **fields}


async def started(station: Station, debt: sales_pb2.Debt, who: str = "bob") -> str:
    payment_id: str = (await station.ask(who, "StartDebtPayment", **payment(debt))).payment_id
    return payment_id


async def debt_now(station: Station, debt: sales_pb2.Debt) -> sales_pb2.Debt:
    return (await station.see(debt.sale_id)).debt


async def ends(station: Station) -> list[tuple[int, int]]:
    """(amount, of it by card) of debts that ended."""
    told = [events_pb2.DebtEnded.FromString(body) for body in await bodies(station, "DebtEnded")]
    return [(one.amount_minor, one.card_minor) for one in told]


async def test_a_drive_off_is_paid_by_card(station: Station, stub_cards: StubCards) -> None:
    debt = await gone(station)
    request = payment(debt, method=sales_pb2.CardMethod(reader_id="r1"))
    for _ in range(2):
        answer = await station.ask("bob", "StartDebtPayment", **request)
        assert payments_of(answer.sale) == [("PENDING", 3_000, "")]
        assert (answer.debt.state, answer.sale.card_payments[0].for_debt) == (sales_pb2.DEBT_STATE_OPEN, True)
    first, again = stub_cards.calls("StartPayment")
    assert first == again
    assert (first.sale_id, first.shift_id, first.amount_minor) == (debt.sale_id, station.shift_of["bob"], 3_000)
    assert (await station.refused("ann", "StartDebtPayment", **payment(debt))).reason == "CardPaymentPending"
    done = await captured(station, stub_cards, answer.payment_id, 3_000)
    assert (state_of(done), done.due_minor) == ("CLEARED DRIVE_OFF", 0)
    assert tenders_of(done) == [("CARD", 3_000, station.shift_of["bob"])]
    assert payments_of(done) == [("CAPTURED", 3_000, "")]
    settled = await debt_now(station, debt)
    assert (settled.state, settled.settled_by) == (sales_pb2.DEBT_STATE_SETTLED, "bob")
    kinds = [("RECEIPT", "Counter 1", 1), ("DEBT_PAYMENT", "Counter 2", 1)]
    assert await station.receipts(debt.sale_id) == kinds
    assert (await ends(station), await fixed(station)) == ([(3_000, 3_000)], [])
    assert (await station.ask("bob", "StartDebtPayment", **request)).payment_id == answer.payment_id
    assert (await station.refused("bob", "StartDebtPayment", **payment(debt))).reason == "DebtNotOpen"
    report = (await station.close_shift("bob", 10_000)).report
    assert (report.debts_paid.amount_minor, report.drawer.takings_minor, report.drawer.expected_minor) == (
        3_000,
        0,
        10_000,
    )


async def test_what_a_card_could_not_be_charged_is_paid_by_another(station: Station, stub_cards: StubCards) -> None:
    hold = stub_cards.held(2_000)
    sale = await station.open(**by_card(hold, 2_000))
    await station.fuel(sale)
    await captured(station, stub_cards, hold, 2_000, shortfall_minor=1_000)
    debt = (await station.see(sale.sale_id)).debt
    done = await captured(station, stub_cards, await started(station, debt), 1_000)
    ann, bob = station.shift_of["ann"], station.shift_of["bob"]
    taken = [("CARD", 2_000, ann), ("RECEIVABLE", 1_000, ann), ("RECEIVABLE", -1_000, bob), ("CARD", 1_000, bob)]
    assert (tenders_of(done), done.due_minor) == (taken, 0)
    assert await ends(station) == [(1_000, 1_000)]


async def test_a_decline_leaves_the_debt_and_another_card_pays(station: Station, stub_cards: StubCards) -> None:
    """The decline may be heard after the money of its second try."""
    debt = await gone(station)
    payment_id = await started(station, debt)
    declined = stub_cards.becomes(payment_id, DECLINED, reason="insufficient_funds")
    assert payments_of(await heard(station, declined)) == [("ENDED", 3_000, "insufficient_funds")]
    assert (await debt_now(station, debt)).state == sales_pb2.DEBT_STATE_OPEN
    done = await captured(station, stub_cards, await started(station, debt), 3_000)
    assert await heard(station, declined) == done
    late = await captured(station, stub_cards, payment_id, 3_000)
    assert tenders_of(late) == tenders_of(done)
    assert await fixed(station) == [(0, "sale_settled_otherwise")] * 2


@pytest.mark.parametrize("way", ["cash", "written off"])
async def test_a_debt_that_ended_otherwise_gives_the_card_its_money_back(
    station: Station, stub_cards: StubCards, way: str
) -> None:
    debt = await gone(station)
    payment_id = await started(station, debt)
    if way == "cash":
        await station.ask("ann", "SettleDebt", debt_id=debt.debt_id, tenders=[tender()], idempotency_key="d")
    else:
        await station.ask("sue", "WriteOffDebt", debt_id=debt.debt_id, reason="no trace")
    after = await captured(station, stub_cards, payment_id, 3_000)
    assert payments_of(after) == [("ENDED", 3_000, "sale_settled_otherwise")]
    assert [kind for kind, *_ in tenders_of(after)] == (["CASH"] if way == "cash" else [])
    assert set(await fixed(station)) == {(0, "sale_settled_otherwise")}
    assert await ends(station) == [(3_000, 0)]


async def test_another_amount_than_the_debt_goes_back(station: Station, stub_cards: StubCards) -> None:
    debt = await gone(station)
    after = await captured(station, stub_cards, await started(station, debt), 2_000)
    assert (payments_of(after), tenders_of(after)) == ([("ENDED", 2_000, "sale_settled_otherwise")], [])
    assert (await debt_now(station, debt)).state == sales_pb2.DEBT_STATE_OPEN


async def test_a_card_for_a_debt_is_given_up(station: Station, stub_cards: StubCards) -> None:
    debt = await gone(station)
    at = {"sale_id": debt.sale_id, "payment_id": await started(station, debt)}
    for _ in range(2):
        ended = (await station.ask("bob", "CancelCardPayment", **at)).sale
        assert payments_of(ended) == [("ENDED", 3_000, "given_up_at_the_till")]
    assert await started(station, debt) != at["payment_id"]


async def test_what_payments_refuses_and_what_it_never_heard_of(station: Station, stub_cards: StubCards) -> None:
    debt = await gone(station)
    stub_cards.refusal = ReaderBusy("it asks another customer")
    assert (await station.refused("bob", "StartDebtPayment", **payment(debt))).reason == "ReaderBusy"
    stub_cards.away = True
    request = payment(debt)
    assert (await station.refused("bob", "StartDebtPayment", **request)).reason == "Unavailable"
    stub_cards.away = False
    station.clock.forward(seconds=61)
    await ask_waiting(station.parts)
    sale = (await station.see(debt.sale_id)).sale
    assert [reason for _, _, reason in payments_of(sale)] == ["reader_busy", "not_started"]
    both = sales_pb2.CardMethod(reader_id="r1", link=True)
    for wrong in ({"method": both}, {"idempotency_key": ""}):
        assert (await station.refused("bob", "StartDebtPayment", **payment(debt, **wrong))).reason == "InvalidInput"
    unknown = await station.refused("bob", "StartDebtPayment", **payment(debt, debt_id="x"))
    assert unknown.reason == "DebtNotFound"


async def test_the_word_of_payments_may_be_lost(station: Station, stub_cards: StubCards) -> None:
    debt = await gone(station)
    payment_id = await started(station, debt)
    stub_cards.becomes(payment_id, CAPTURED, captured_minor=3_000)
    station.clock.forward(seconds=61)
    await ask_waiting(station.parts)
    assert (await debt_now(station, debt)).state == sales_pb2.DEBT_STATE_SETTLED
    await hear_of(station.parts, stub_cards.payments[payment_id])
    assert await ends(station) == [(3_000, 3_000)]
