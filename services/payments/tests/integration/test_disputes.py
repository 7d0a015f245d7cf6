"""Disputes through the real door: from webhooks and from comparing, answered once, and in the books."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import pytest_asyncio
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.payments.v1 import desk_pb2 as pb
from motorway.payments.v1 import events_pb2
from motorway.payments.v1.desk_pb2_grpc import DisputesServiceStub, WebhooksServiceStub
from motorway.pos.v1 import sale_pb2, sales_pb2
from motorway_access.testing import CallerKeys, calling
from motorway_kit.errors import Conflict, InvalidInput, NotFound, Unavailable
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from payments.app.dispute_decisions import send_waiting
from payments.app.disputes import compare_with_stripe
from payments.app.ledger import get_balances
from payments.domain.payment import Payment
from payments.parts import Payments
from stripe_simulator.app import disputes as at_bank
from stripe_simulator.fault_rules import Do, Match, Rule

from .desk_world import AMOUNT, Desk, signed
from .simulated import SimulatedStripe
from .stub_pos import StubPos

PDF = b"%PDF-1.7 a receipt"


@pytest.fixture
def desk(parts: Payments, stripe_simulator: SimulatedStripe) -> Desk:
    return Desk(parts, stripe_simulator)


@pytest_asyncio.fixture
async def door(client_of: Callable[[Any], Any]) -> Remote:
    remote: Remote = await client_of(DisputesServiceStub)
    return remote


@pytest_asyncio.fixture
async def hooks(client_of: Callable[[Any], Any]) -> Remote:
    remote: Remote = await client_of(WebhooksServiceStub)
    return remote


@pytest_asyncio.fixture
async def disputed(desk: Desk, hooks: Remote, stub_pos: StubPos) -> Payment:
    """A payment whose customer's bank wants it back."""
    return await contested(desk, hooks, stub_pos)


async def contested(desk: Desk, hooks: Remote, stub_pos: StubPos) -> Payment:
    payment = await desk.pay()
    stub_pos.sales[payment.sale_id] = sold(payment, desk)
    stub_pos.receipts[payment.sale_id] = PDF
    await complain(desk, hooks, payment)
    return payment


def sold(payment: Payment, desk: Desk) -> sales_pb2.GetSaleResponse:
    at = Timestamp()
    at.FromDatetime(desk.stripe.now() - timedelta(minutes=5))
    fuel = sale_pb2.FuelLine(
        pump=4,
        nozzle=1,
        sequence=231,
        volume_ml=34_260,
        volume_total_before_ml=1_000_000,
        volume_total_after_ml=1_034_260,
        started_at=at,
        finished_at=at,
    )
    lines = [
        sale_pb2.SaleLine(number=1, description="Unleaded E10", amount_minor=4750, fuel=fuel),
        sale_pb2.SaleLine(number=2, description="Tea", amount_minor=250, quantity=1),
    ]
    sale = sale_pb2.Sale(sale_id=payment.sale_id, site_id=payment.site_id, currency="GBP", lines=lines, opened_at=at)
    return sales_pb2.GetSaleResponse(sale=sale, steps=[sales_pb2.SaleStep(version=1, at=at, what="tender_added")])


async def complain(desk: Desk, hooks: Remote, payment: Payment) -> None:
    at_bank.open_dispute(desk.stripe.world, payment.charge_id)
    desk.stripe.world.commit()
    await told(desk, hooks)


async def told(desk: Desk, hooks: Remote) -> None:
    for event in desk.events():
        if event["type"].startswith("charge.dispute"):
            await hooks.call("ReceiveWebhook", signed(event))
    await desk.handle()


async def listed(door: Remote, **request: Any) -> list[pb.Dispute]:
    response: pb.ListDisputesResponse = await door.call("ListDisputes", pb.ListDisputesRequest(**request))
    return list(response.disputes)


async def balances(parts: Payments) -> dict[str, int]:
    return {str(each.account): each.balance_minor for each in await get_balances(parts.db, None) if each.balance_minor}


def at_stripe(desk: Desk) -> dict[str, Any]:
    (row,) = desk.stripe.world.table("dispute").oldest_first()
    return dict(row)


async def test_a_dispute_is_known_with_what_it_costs(
    door: Remote, desk: Desk, disputed: Payment, parts: Payments
) -> None:
    (dispute,) = await listed(door)
    assert (dispute.payment_id, dispute.sale_id, dispute.site_id) == (
        disputed.payment_id,
        disputed.sale_id,
        disputed.site_id,
    )
    assert (dispute.amount_minor, dispute.currency, dispute.status) == (AMOUNT, "GBP", "needs_response")
    assert (await desk.payment(disputed.payment_id)).disputed
    fee = -at_stripe(desk)["balance_transactions"][0]["net"] - AMOUNT
    books = await balances(parts)
    assert (books["disputed"], books["takings"]) == (AMOUNT, -AMOUNT)
    assert (books["stripe_clearing"], books["fees"]) == (-fee, fee)


async def test_what_changes_is_told_once(disputed: Payment, desk: Desk, hooks: Remote, parts: Payments) -> None:
    await told(desk, hooks)
    await compare_with_stripe(parts, desk.stripe.now() - timedelta(days=1))
    kind = events_pb2.DisputeChanged.DESCRIPTOR.full_name
    (row,) = await parts.db.fetch("SELECT body, subject FROM outbox WHERE type = $1", kind)
    event = events_pb2.DisputeChanged.FromString(row["body"])
    assert (event.payment_id, event.status, row["subject"]) == (
        disputed.payment_id,
        "needs_response",
        disputed.site_id,
    )


async def test_a_dispute_that_no_webhook_told_of_is_found(door: Remote, desk: Desk, parts: Payments) -> None:
    payment = await desk.pay()
    made = at_bank.open_dispute(desk.stripe.world, payment.charge_id)
    assert await compare_with_stripe(parts, desk.stripe.now() - timedelta(days=1)) == 1
    assert [dispute.status for dispute in await listed(door)] == ["needs_response"]
    desk.stripe.forward(3600)
    at_bank.end(desk.stripe.world, made["id"], "won")
    assert await compare_with_stripe(parts, desk.stripe.now()) == 1
    assert [dispute.status for dispute in await listed(door)] == ["won"]
    assert "disputed" not in await balances(parts)


async def test_that_a_payment_is_disputed_is_learnt_although_stripe_was_away(desk: Desk, hooks: Remote) -> None:
    payment = await desk.pay()
    at_bank.open_dispute(desk.stripe.world, payment.charge_id)
    desk.stripe.world.commit()
    desk.stripe.spoil(Rule(match=Match(path="/v1/payment_intents/*"), do=Do.ERROR_BEFORE, times=2))
    await told(desk, hooks)
    assert not (await desk.payment(payment.payment_id)).disputed
    for _ in range(2):
        desk.stripe.forward(10)
        await desk.handle()
    assert (await desk.payment(payment.payment_id)).disputed


async def test_a_dispute_of_another_use_of_the_account_is_none_of_ours(
    door: Remote, desk: Desk, parts: Payments
) -> None:
    v1 = parts.stripe.client.v1
    intent = await v1.payment_intents.create_async(
        {
            "amount": 700,
            "currency": "gbp",
            "payment_method": "pm_card_visa",
            "confirm": True,
            "return_url": "https://a.b",
        }
    )
    at_bank.open_dispute(desk.stripe.world, str(intent.latest_charge))
    await compare_with_stripe(parts, desk.stripe.now() - timedelta(days=1))
    assert await listed(door) == []


async def test_evidence_is_the_receipt_the_pump_and_the_times(
    door: Remote, disputed: Payment, stub_pos: StubPos
) -> None:
    (dispute,) = await listed(door)
    shown = await door.call("GetDispute", pb.GetDisputeRequest(dispute_id=dispute.dispute_id))
    text = shown.evidence["uncategorized_text"]
    assert shown.receipt_pdf == PDF
    assert "34.260 litres of Unleaded E10 from pump 4, nozzle 1, 47.50 GBP" in shown.evidence["product_description"]
    assert "1 x Tea, 2.50 GBP" in shown.evidence["product_description"]
    assert "Transaction 231 of pump 4, nozzle 1" in text
    assert "went from 1000.000 litres to 1034.260 litres" in text
    assert "Visa ending in 4242" in text
    assert "tender added" in text
    assert "captured" in text
    assert {by for method, by in stub_pos.asked_by if method in ("GetSale", "RenderReceipt")} == {"payments"}


async def test_evidence_is_sent_once_with_the_receipt(
    door: Remote, desk: Desk, disputed: Payment, keys: CallerKeys
) -> None:
    (dispute,) = await listed(door)
    request = pb.SubmitEvidenceRequest(dispute_id=dispute.dispute_id, note="He was seen at the pump.")
    with calling(keys):
        answer = await door.call("SubmitEvidence", request)
    assert (answer.previous.status, answer.dispute.status) == ("needs_response", "under_review")
    assert (answer.dispute.submitted_by, answer.dispute.HasField("submitted_at")) == ("test", True)
    again = await door.call("SubmitEvidence", request)
    assert again.dispute == answer.dispute
    sent = at_stripe(desk)
    assert sent["evidence"]["uncategorized_text"].endswith("The station adds:\nHe was seen at the pump.")
    (file,) = desk.stripe.world.table("file").oldest_first()
    assert (sent["evidence"]["receipt"], file["size"]) == (file["id"], len(PDF))
    assert sent["evidence_details"]["submission_count"] == 1


TROUBLES = (Do.DROP_BEFORE, Do.DROP_AFTER_COMMIT, Do.ERROR_AFTER_COMMIT, Do.TOO_MANY, Do.GARBAGE)


async def test_evidence_that_stripe_did_not_answer_is_sent_again(
    door: Remote, desk: Desk, hooks: Remote, stub_pos: StubPos
) -> None:
    for path, do in product(("/v1/files", "/v1/disputes/*"), TROUBLES):
        await contested(desk, hooks, stub_pos)
        (dispute,) = await listed(door, open_only=True)
        desk.stripe.spoil(Rule(match=Match(method="POST", path=path), do=do))
        answer = await door.call("SubmitEvidence", pb.SubmitEvidenceRequest(dispute_id=dispute.dispute_id))
        assert (path, do, answer.dispute.status) == (path, do, "needs_response")
        desk.stripe.forward(31)
        await send_waiting(desk.parts)
        desk.stripe.forward(21 * 3600)
        await send_waiting(desk.parts)
        shown = await door.call("GetDispute", pb.GetDisputeRequest(dispute_id=dispute.dispute_id))
        assert (path, do, shown.dispute.status) == (path, do, "under_review")
        assert shown.dispute.HasField("submitted_at")
        there = desk.stripe.world.get("dispute", dispute.stripe_id)
        assert there["evidence_details"]["submission_count"] == 1


async def test_evidence_is_not_sent_while_pos_is_away(
    door: Remote, desk: Desk, disputed: Payment, stub_pos: StubPos
) -> None:
    stub_pos.away = True
    (dispute,) = await listed(door)
    with pytest.raises(Unavailable):
        await door.call("SubmitEvidence", pb.SubmitEvidenceRequest(dispute_id=dispute.dispute_id))
    shown = await door.call("GetDispute", pb.GetDisputeRequest(dispute_id=dispute.dispute_id))
    assert (shown.dispute.status, dict(shown.evidence)) == ("needs_response", {})
    assert (await listed(door, open_only=True))[0].dispute_id == dispute.dispute_id


async def test_giving_in_costs_the_money(door: Remote, disputed: Payment, desk: Desk, parts: Payments) -> None:
    (dispute,) = await listed(door)
    request = pb.AcceptDisputeRequest(dispute_id=dispute.dispute_id)
    assert (await door.call("AcceptDispute", request)).dispute.status == "lost"
    assert (await door.call("AcceptDispute", request)).dispute.status == "lost"
    with pytest.raises(Conflict) as refused:
        await door.call("SubmitEvidence", pb.SubmitEvidenceRequest(dispute_id=dispute.dispute_id))
    assert refused.value.reason == "DisputeNotOpen"
    books = await balances(parts)
    assert (books["bad_debt"], "disputed" in books) == (AMOUNT, False)
    assert at_stripe(desk)["status"] == "lost"


async def test_a_dispute_that_was_won_brings_the_money_back(
    door: Remote, disputed: Payment, desk: Desk, hooks: Remote, parts: Payments
) -> None:
    (dispute,) = await listed(door)
    await door.call("SubmitEvidence", pb.SubmitEvidenceRequest(dispute_id=dispute.dispute_id))
    at_bank.end(desk.stripe.world, dispute.stripe_id, "won")
    await told(desk, hooks)
    (after,) = await listed(door)
    books = await balances(parts)
    assert (after.status, "disputed" in books, books["takings"]) == ("won", False, -AMOUNT)


async def test_what_was_answered_at_stripe_itself_is_not_answered_again(
    door: Remote, disputed: Payment, desk: Desk
) -> None:
    (dispute,) = await listed(door)
    at_bank.end(desk.stripe.world, dispute.stripe_id, "lost")
    answer = await door.call("SubmitEvidence", pb.SubmitEvidenceRequest(dispute_id=dispute.dispute_id))
    assert answer.dispute.status == "lost"


async def test_the_most_urgent_comes_first_page_by_page(
    door: Remote, desk: Desk, hooks: Remote, disputed: Payment
) -> None:
    for _ in range(3):
        desk.stripe.forward(60)
        await complain(desk, hooks, await desk.pay())
    everything = await listed(door)
    due = [dispute.evidence_due_by.seconds for dispute in everything]
    assert due == sorted(due)
    await door.call("AcceptDispute", pb.AcceptDisputeRequest(dispute_id=everything[0].dispute_id))
    pages, cursor = [], ""
    for _ in range(3):
        page = await door.call("ListDisputes", pb.ListDisputesRequest(page_size=2, cursor=cursor))
        pages.append([dispute.dispute_id for dispute in page.disputes])
        cursor = page.next_cursor
        if not cursor:
            break
    ids = [dispute.dispute_id for dispute in everything]
    assert pages == [[ids[1], ids[2]], [ids[3], ids[0]]]
    assert [dispute.dispute_id for dispute in await listed(door, open_only=True)] == ids[1:]


async def test_what_is_not_there_cannot_be_asked_for(door: Remote) -> None:
    for cursor in ("x", "MHwx", "MHwxfDE=", "MnwxfDAxOTBiMmM0LTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAw"):
        with pytest.raises(InvalidInput):
            await door.call("ListDisputes", pb.ListDisputesRequest(cursor=cursor))
    for method, dispute_id in product(("GetDispute", "SubmitEvidence", "AcceptDispute"), (new_id(), "dp_1")):
        with pytest.raises(NotFound) as refused:
            await door.call(method, getattr(pb, f"{method}Request")(dispute_id=dispute_id))
        assert refused.value.reason == "DisputeNotFound"


async def test_a_note_must_be_text(door: Remote, disputed: Payment) -> None:
    (dispute,) = await listed(door)
    with pytest.raises(InvalidInput):
        await door.call("SubmitEvidence", pb.SubmitEvidenceRequest(dispute_id=dispute.dispute_id, note="x" * 10_001))
