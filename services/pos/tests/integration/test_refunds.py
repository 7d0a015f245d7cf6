"""Money goes back for a cleared sale when who may approve says so, through the real door."""

import asyncio
from typing import Any

from motorway.pos.v1 import sale_pb2, sales_pb2
from motorway_kit.ids import new_id

from .sales_world import ACCOUNT, CASH, Station, account, balance, state_of


async def paid(station: Station, coffees: int = 1) -> sale_pb2.Sale:
    """Fuel for 30.00 and coffee, in cash."""
    held = await station.locked()
    await station.ask(
        "ann", "AddLine", sale_id=held.sale_id, item_id="coffee", quantity=coffees, idempotency_key=new_id()
    )
    return await station.pay(held)


def wish(sale: sale_pb2.Sale, **fields: Any) -> dict[str, Any]:
    usual = {"sale_id": sale.sale_id, "tender_kind": CASH, "reason": "cold", "idempotency_key": new_id()}
    return {**usual, **fields}


async def asked(station: Station, sale: sale_pb2.Sale, **fields: Any) -> sales_pb2.Refund:
    refund: sales_pb2.Refund = (await station.ask("ann", "RequestRefund", **wish(sale, **fields))).refund
    return refund


def decision(refund: sales_pb2.Refund) -> str:
    return sales_pb2.RefundState.Name(refund.state).removeprefix("REFUND_STATE_")


async def test_a_refund_is_asked_for_approved_and_paid(station: Station) -> None:
    sale = await paid(station)
    refund = await asked(station, sale, lines=[2])
    assert (decision(refund), refund.amount_minor, refund.requested_by) == ("REQUESTED", 300, "ann")
    assert (await station.refused("ann", "ApproveRefund", refund_id=refund.refund_id)).reason == "NotAllowed"
    for _ in range(2):
        done = await station.ask("sue", "ApproveRefund", refund_id=refund.refund_id)
        assert (decision(done.refund), done.refund.decided_by) == ("APPROVED", "sue")
        assert (done.sale.refunded_minor, state_of(done.sale)) == (300, "CLEARED PAID")
    assert done.refund.shift_id == station.shift_of["sue"]
    assert await station.receipts(sale.sale_id) == [("RECEIPT", "Counter 1", 1), ("CREDIT", "Office", 1)]
    assert (await station.told())[-1] == "SaleRefunded"
    whole = await station.see(sale.sale_id)
    assert list(whole.refunds) == [done.refund]
    assert whole.steps[-1].what == "refunded"
    report = (await station.close_shift("sue", 9_700)).report
    assert (report.drawer.refunds_minor, report.drawer.expected_minor) == (300, 9_700)
    assert [(vat.rate_bp, vat.gross_minor, vat.net_minor, vat.vat_minor) for vat in report.refund_vat] == [
        (2_000, -300, -250, -50)
    ]


async def test_a_refund_that_a_supervisor_vouched_for_is_paid_from_the_cashiers_drawer(station: Station) -> None:
    sale = await paid(station)
    refund = await asked(station, sale, lines=[2])
    wish = {"refund_id": refund.refund_id, "shift_id": station.shift_of["ann"]}
    for _ in range(2):
        done = (await station.vouched("ann", "sue", "ApproveRefund", **wish)).refund
        assert (decision(done), done.requested_by, done.decided_by) == ("APPROVED", "ann", "sue")
    assert done.shift_id == station.shift_of["ann"]
    assert await station.receipts(sale.sale_id) == [("RECEIPT", "Counter 1", 1), ("CREDIT", "Counter 1", 2)]


async def test_a_repeated_request_is_one_refund(station: Station) -> None:
    sale = await paid(station)
    request = wish(sale, amount_minor=500)
    answers = await asyncio.gather(*(station.ask("ann", "RequestRefund", **request) for _ in range(4)))
    assert len({answer.refund.refund_id for answer in answers}) == 1
    reused = await station.refused("ann", "RequestRefund", **{**request, "amount_minor": 501})
    assert reused.reason == "IdempotencyKeyReused"


async def test_no_more_goes_back_than_was_paid(station: Station) -> None:
    sale = await paid(station)
    answers = await asyncio.gather(
        *(station.ask("ann", "RequestRefund", **wish(sale, amount_minor=2_000)) for _ in range(3)),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Exception) for answer in answers) == 2
    refusal = await station.refused("ann", "RequestRefund", **wish(sale, amount_minor=1_301))
    assert (refusal.reason, refusal.context["refundable_minor"]) == ("RefundTooHigh", "1300")
    assert (await asked(station, sale, amount_minor=1_300)).amount_minor == 1_300


async def test_a_refund_is_decided_once(station: Station) -> None:
    sale = await paid(station)
    first, second = await asked(station, sale, amount_minor=100), await asked(station, sale, amount_minor=200)
    no = {"refund_id": first.refund_id, "reason": "it was hot"}
    for _ in range(2):
        declined = (await station.ask("sue", "DeclineRefund", **no)).refund
        assert (decision(declined), declined.decision_reason) == ("DECLINED", "it was hot")
    assert (await station.refused("sue", "ApproveRefund", refund_id=first.refund_id)).reason == "RefundDecided"
    await station.ask("sue", "ApproveRefund", refund_id=second.refund_id)
    late = await station.refused("sue", "DeclineRefund", refund_id=second.refund_id, reason="no")
    assert late.reason == "RefundDecided"
    assert (await station.see(sale.sale_id)).sale.refunded_minor == 200


async def test_two_supervisors_pay_one_refund_once(station: Station) -> None:
    sale = await paid(station)
    refund = await asked(station, sale, lines=[1, 2])
    await asyncio.gather(*(station.ask("sue", "ApproveRefund", refund_id=refund.refund_id) for _ in range(4)))
    assert (await station.see(sale.sale_id)).sale.refunded_minor == 3_300
    assert [kind for kind, _, _ in await station.receipts(sale.sale_id)] == ["RECEIPT", "CREDIT"]


async def test_an_account_gets_back_what_it_paid(station: Station) -> None:
    await account(station)
    held = await station.locked()
    await station.pay(held, kind=ACCOUNT, account_id="acme", amount_minor=2_000)
    sale = await station.pay(held)
    in_cash = await station.refused("ann", "RequestRefund", **wish(sale, amount_minor=1_001))
    assert (in_cash.reason, in_cash.context["refundable_minor"]) == ("RefundTooHigh", "1000")
    refund = await asked(station, sale, tender_kind=ACCOUNT, account_id="acme", amount_minor=1_500)
    await station.ask("sue", "ApproveRefund", refund_id=refund.refund_id)
    assert await balance(station) == 500


async def test_only_a_cleared_sale_is_refunded_in_an_open_shift(station: Station) -> None:
    held = await station.locked()
    refusal = await station.refused("ann", "RequestRefund", **wish(held, amount_minor=5))
    assert refusal.reason == "SaleNotCleared"
    refund = await asked(station, await station.pay(held), amount_minor=5)
    await station.close_shift("sue", 10_000)
    assert (await station.refused("sue", "ApproveRefund", refund_id=refund.refund_id)).reason == "NoOpenShift"


async def test_refunds_are_listed(station: Station) -> None:
    one, other = await paid(station), await paid(station)
    first, second = await asked(station, one, amount_minor=1), await asked(station, other, amount_minor=2)
    await station.ask("sue", "DeclineRefund", refund_id=first.refund_id, reason="no")

    async def found(**fields: Any) -> list[str]:
        return [refund.refund_id for refund in (await station.ask("ann", "ListRefunds", **fields)).refunds]

    assert await found() == [second.refund_id, first.refund_id]
    assert await found(states=[sales_pb2.REFUND_STATE_REQUESTED]) == [second.refund_id]
    assert await found(sale_id=one.sale_id) == [first.refund_id]
    page = await station.ask("ann", "ListRefunds", page_size=1)
    assert await found(cursor=page.next_cursor) == [first.refund_id]
    for wrong in ({"cursor": "MQ"}, {"states": [9]}, {"sale_id": "x"}):
        assert (await station.refused("ann", "ListRefunds", **wrong)).reason == "InvalidInput"
    for refund_id in ("x", new_id()):
        assert (await station.refused("sue", "ApproveRefund", refund_id=refund_id)).reason == "RefundNotFound"
