"""Disputes: opened by a customer's bank, answered with evidence, won or lost, and what that does to the money."""

from io import BytesIO
from typing import Any

import httpx
import pytest
import stripe
from motorway_kit.testing import wait_until
from stripe._v1_services import V1Services

from .accounts import Simulated
from .edges import controlling, endpoint

PAID: Any = {
    "amount": 5_000,
    "currency": "gbp",
    "confirm": True,
    "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
}
FEE = 2_000


async def paid(account: V1Services, card: str = "pm_card_visa") -> str:
    return (await account.payment_intents.create_async(PAID | {"payment_method": card})).id


async def complained(control: httpx.AsyncClient, intent: str, **more: int) -> str:
    return str((await control.post("/disputes", json={"payment_intent": intent, **more})).json()["id"])


async def upload(account: V1Services, content: bytes = b"%PDF-1.7\r\n\x00") -> stripe.File:
    file = BytesIO(content)
    file.name = "receipt.pdf"
    return await account.files.create_async({"purpose": "dispute_evidence", "file": file})


async def test_evidence_is_uploaded_as_a_file(account: V1Services) -> None:
    made = await upload(account)
    assert (made.purpose, made.type, made.filename) == ("dispute_evidence", "pdf", "receipt.pdf")
    with pytest.raises(stripe.InvalidRequestError):
        await upload(account, b"just text")


async def test_the_card_that_is_always_disputed_is(account: V1Services) -> None:
    intent = await paid(account, "pm_card_createDispute")
    of_it: Any = {"payment_intent": intent}

    async def disputed() -> list[stripe.Dispute]:
        return (await account.disputes.list_async(of_it)).data

    await wait_until(disputed, 30, 0.2)
    dispute = (await disputed())[0]
    assert (dispute.status, dispute.amount) == ("needs_response", 5_000)


async def test_a_dispute_takes_the_money_and_a_fee_and_a_won_one_brings_the_money_back(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control, endpoint(simulated.simulator) as inbox:
        intent = await paid(simulated.v1)
        dispute = await complained(control, intent, amount=3_000)
        expand: Any = {"expand": ["latest_charge"]}
        charge: Any = (await simulated.v1.payment_intents.retrieve_async(intent, expand)).latest_charge
        assert charge.disputed
        receipt = await upload(simulated.v1)
        evidence: Any = {"receipt": receipt.id, "uncategorized_text": "Fuelled at pump 3."}
        answered = await simulated.v1.disputes.update_async(dispute, {"evidence": evidence})
        assert (answered.status, answered.evidence_details.submission_count) == ("under_review", 1)
        await control.post(f"/disputes/{dispute}/close", json={"outcome": "won"})
        done = await simulated.v1.disputes.retrieve_async(dispute)
        assert done.status == "won"
        assert [(row.amount, row.fee, row.net) for row in done.balance_transactions] == [
            (-3_000, FEE, -3_000 - FEE),
            (3_000, 0, 3_000),
        ]
        await control.post("/webhooks/settle")
        assert [kind for kind in sorted(inbox.types()) if "dispute" in kind] == [
            "charge.dispute.closed",
            "charge.dispute.created",
            "charge.dispute.funds_reinstated",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.updated",
        ]


async def test_evidence_may_wait_but_goes_to_the_bank_once(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        dispute = await complained(control, await paid(simulated.v1))
        kept = await simulated.v1.disputes.update_async(dispute, {"evidence": {"customer_name": "A"}, "submit": False})
        assert (kept.status, kept.evidence_details.has_evidence) == ("needs_response", True)
        await simulated.v1.disputes.update_async(dispute, {"submit": True})
        with pytest.raises(stripe.InvalidRequestError):
            await simulated.v1.disputes.update_async(dispute, {"evidence": {"customer_name": "B"}})


async def test_what_is_no_evidence_is_refused(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        dispute = await complained(control, await paid(simulated.v1))
        wrong: tuple[Any, ...] = ({"receipt": "file_unknown"}, {"uncategorized_text": "x" * 150_001}, {"unheard": "of"})
        for evidence in wrong:
            with pytest.raises(stripe.InvalidRequestError):
                await simulated.v1.disputes.update_async(dispute, {"evidence": evidence})
        assert (await simulated.v1.disputes.retrieve_async(dispute)).status == "needs_response"


async def test_a_dispute_that_is_given_in_or_not_answered_is_lost(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        given_in = await complained(control, await paid(simulated.v1))
        assert (await simulated.v1.disputes.close_async(given_in)).status == "lost"
        with pytest.raises(stripe.InvalidRequestError):
            await simulated.v1.disputes.close_async(given_in)
        forgotten = await complained(control, await paid(simulated.v1))
        await control.post("/clock", json={"seconds": 8 * 86_400})
        late = await simulated.v1.disputes.retrieve_async(forgotten)
        assert (late.status, late.evidence_details.past_due) == ("lost", True)


async def test_what_is_disputed_is_not_refunded_and_not_disputed_twice(simulated: Simulated) -> None:
    async with controlling(simulated.simulator) as control:
        intent = await paid(simulated.v1)
        await complained(control, intent)
        with pytest.raises(stripe.InvalidRequestError):
            await simulated.v1.refunds.create_async({"payment_intent": intent})
        with pytest.raises(httpx.HTTPStatusError):
            await complained(control, intent)
