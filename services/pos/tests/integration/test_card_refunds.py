"""Money that goes back to cards."""

from datetime import datetime, timedelta
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.payments.v1 import payment_pb2
from motorway.pos.v1 import events_pb2, sales_pb2
from motorway_kit.ids import new_id
from pos.app.card_outcomes import hear_of_refund

from .card_calls import CARD, bodies, captured, charged
from .sales_world import Station, state_of
from .stub_cards import StubCards

SUCCEEDED, FAILED = payment_pb2.CARD_REFUND_STATE_SUCCEEDED, payment_pb2.CARD_REFUND_STATE_FAILED


async def asked(station: Station, sale_id: str, amount_minor: int = 3_000, **fields: Any) -> sales_pb2.Refund:
    wish = {"sale_id": sale_id, "tender_kind": CARD, "amount_minor": amount_minor, "reason": "bad fuel"}
    answer = await station.ask("ann", "RequestRefund", **wish, idempotency_key=new_id(), **fields)
    refund: sales_pb2.Refund = answer.refund
    return refund


async def approved(station: Station, refund: sales_pb2.Refund) -> sales_pb2.ApproveRefundResponse:
    for _ in range(2):
        answer: sales_pb2.ApproveRefundResponse = await station.ask("sue", "ApproveRefund", refund_id=refund.refund_id)
    return answer


async def settled(station: Station, refund: sales_pb2.Refund, state: int, at: datetime) -> sales_pb2.GetSaleResponse:
    """Payments tells it twice."""
    moment = Timestamp()
    moment.FromDatetime(at)
    told = payment_pb2.CardRefund(refund_id=refund.refund_id, state=state, updated_at=moment)  # type: ignore[arg-type]
    for _ in range(2):
        await hear_of_refund(station.parts, told)
    return await station.see(refund.sale_id)


async def test_money_goes_back_to_the_card_that_paid(station: Station, stub_cards: StubCards) -> None:
    """What does not reach it can be asked for again, and is credited once."""
    held = await station.locked()
    payment_id = await charged(station, held)
    await captured(station, stub_cards, payment_id, 3_000)
    too_much = {"sale_id": held.sale_id, "tender_kind": CARD, "amount_minor": 3_001, "reason": "r"}
    refusal = await station.refused("ann", "RequestRefund", **too_much, idempotency_key="r")
    assert (refusal.reason, refusal.context["refundable_minor"]) == ("RefundTooHigh", "3000")
    first = await asked(station, held.sale_id)
    assert (first.payment_id, first.card_outcome) == (payment_id, "")
    done = await approved(station, first)
    assert (done.refund.card_outcome, done.sale.refunded_minor) == ("pending", 3_000)
    (told,) = [events_pb2.CardRefundApproved.FromString(body) for body in await bodies(station, "CardRefundApproved")]
    assert (told.refund_id, told.payment_id, told.amount_minor) == (first.refund_id, payment_id, 3_000)
    assert (told.currency, told.approved_by, told.reason) == ("GBP", "sue", "bad fuel")
    now = station.clock()
    seen = await settled(station, first, FAILED, now)
    assert ([one.card_outcome for one in seen.refunds], seen.sale.refunded_minor) == (["failed"], 0)
    assert (await settled(station, first, SUCCEEDED, now - timedelta(seconds=1))) == seen
    second = await asked(station, held.sale_id, payment_id=payment_id)
    again = await approved(station, second)
    assert again.refund.receipt_id == done.refund.receipt_id
    seen = await settled(station, second, SUCCEEDED, now)
    assert ([one.card_outcome for one in seen.refunds], seen.sale.refunded_minor) == (["failed", "succeeded"], 3_000)
    kinds = [kind for kind, _, _ in await station.receipts(held.sale_id)]
    assert (kinds, state_of(seen.sale)) == (["RECEIPT", "CREDIT"], "CLEARED PAID")
    credit = await station.parts.db.fetchval(
        "SELECT content::json->'tenders'->0->'card' FROM receipt WHERE receipt_id = $1", done.refund.receipt_id
    )
    assert '"last4":"4242"' in credit
    assert '"test":true' in credit
    report = (await station.close_shift("sue", 10_000)).report
    assert (report.refunds.count, report.refunds.amount_minor, report.drawer.refunds_minor) == (1, 3_000, 0)
    assert [(vat.gross_minor, vat.vat_minor) for vat in report.refund_vat] == [(-3_000, -500)]


async def test_each_card_gets_back_its_own(station: Station, stub_cards: StubCards) -> None:
    held = await station.locked()
    first = await charged(station, held, 1_000)
    second = await charged(station, held)
    await captured(station, stub_cards, second, 2_000)
    await captured(station, stub_cards, first, 1_000)
    wish = {"sale_id": held.sale_id, "tender_kind": CARD, "amount_minor": 500, "reason": "r", "idempotency_key": "k"}
    for named in ("", new_id()):
        refusal = await station.refused("ann", "RequestRefund", **wish, payment_id=named)
        assert refusal.context["field"] == "payment_id"
    refusal = await station.refused("ann", "RequestRefund", **{**wish, "amount_minor": 1_500}, payment_id=first)
    assert refusal.reason == "RefundTooHigh"
    refund = await asked(station, held.sale_id, 1_500, payment_id=second)
    declined = await station.ask("sue", "DeclineRefund", refund_id=refund.refund_id, reason="no")
    assert declined.refund.card_outcome == ""
    assert await bodies(station, "CardRefundApproved") == []


async def test_refunds_by_rule_are_not_ours(station: Station) -> None:
    unknown = payment_pb2.CardRefund(refund_id=new_id(), state=SUCCEEDED)
    await hear_of_refund(station.parts, unknown)
    await hear_of_refund(station.parts, payment_pb2.CardRefund(refund_id="x", state=FAILED))
    assert await station.parts.db.fetchval("SELECT count(*) FROM refund") == 0
