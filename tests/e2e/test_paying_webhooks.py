"""Stripe's webhooks through the real door: twice, in any order, or never; and a dispute that they tell of."""

import base64

import httpx
import pytest
from motorway_kit.testing import wait_until

from tests.support.cards import AtStripe, by, charge, entries, held, payment_becomes
from tests.support.desk import POLL_S, SOON_S, Desk, Document
from tests.support.platform import Platform
from tests.support.station import Places, Station

pytestmark = pytest.mark.e2e

HOLD_MINOR, IN_MINOR = 6_000, 2_918
HOOK = "/webhooks/stripe"
TOO_LARGE = 257 * 1024


@pytest.fixture
def stripe(platform: Platform) -> AtStripe:
    return AtStripe(platform)


async def test_webhooks_come_twice_and_in_any_order(places: Places, stripe: AtStripe) -> None:
    """Holds are let go at Stripe itself, as in its dashboard; each webhook is taken, and none does anything twice."""
    station = await places("hooks")
    jo = await station.till("Counter 1")
    for mischief in ({}, {"duplicate": 3}, {"sequence": "reversed"}, {"sequence": "shuffled", "duplicate": 1}):
        async with stripe.webhooks(hold=True):
            payments = [await _held_and_let_go(jo, stripe) for _ in range(2)]
            await stripe.control("PUT", "/webhooks", mischief)
            for payment in payments:
                after = await payment_becomes(jo, payment["payment_id"], "VOIDED", "EXPIRED")
                assert (after["captured_minor"], after["open_question"]) == (0, "")
        await stripe.control("POST", "/webhooks/settle")
        for payment in payments:
            assert {row["status"] for row in await stripe.deliveries(payment["payment_id"])} == {"succeeded"}


async def _held_and_let_go(desk: Desk, stripe: AtStripe) -> Document:
    payment = await held(desk, HOLD_MINOR)
    async with stripe.dashboard() as http:
        (await http.post(f"/v1/payment_intents/{payment['stripe_id']}/cancel")).raise_for_status()
    return payment


async def test_webhooks_never_come(places: Places, stripe: AtStripe) -> None:
    """A card is charged all the same, and what was given back at Stripe itself is found by comparing."""
    station = await places("nohooks")
    jo = await station.till("Counter 1")
    async with stripe.webhooks(drop=1_000):
        payment = await _paid(station, jo)
        async with stripe.dashboard() as http:
            refund = {"payment_intent": payment["stripe_id"], "amount": 500}
            (await http.post("/v1/refunds", data=refund)).raise_for_status()
        await wait_until(lambda: _is_compared(station), SOON_S, POLL_S)
        await wait_until(lambda: _has_given_back(jo, payment, 500), SOON_S, POLL_S)


async def _paid(station: Station, desk: Desk) -> Document:
    """The payment of twenty litres."""
    await station.calls(1)
    sale_id = (await desk.release(1))["sale_id"]
    await desk.becomes(sale_id, "PAYABLE")
    await desk.lock(sale_id)
    await charge(desk, sale_id, by())
    cleared = await desk.becomes(sale_id, "CLEARED")
    return await payment_becomes(desk, cleared["tenders"][0]["payment_id"], "CAPTURED")


async def _is_compared(station: Station) -> bool:
    """Whether it could be, for it may be under way already."""
    answer = await station.manager.ask("POST", "/finance/reconciliation", {"what": "hourly"})
    return answer.is_success


async def _has_given_back(desk: Desk, payment: Document, amount_minor: int) -> bool:
    return bool((await desk.get(f"/payments/{payment['payment_id']}"))["refunded_minor"] == amount_minor)


async def test_only_stripe_is_listened_to(platform: Platform) -> None:
    """Whoever signs with no secret of ours, or sends without end, is refused, and nothing is kept."""
    signed = {"Stripe-Signature": "t=1780315200,v1=" + "0" * 64}
    async with httpx.AsyncClient(base_url=f"{platform['URL']}/api/v1", timeout=30) as http:
        for headers, body in (({}, b"{}"), (signed, b'{"id": "evt_forged", "object": "event"}')):
            answer = await http.post(HOOK, content=body, headers=headers)
            assert (answer.status_code, answer.json()["reason"]) == (400, "WebhookSignatureInvalid")
        large = await http.post(HOOK, content=b"x" * TOO_LARGE, headers=signed)
        assert large.status_code == 413
        assert (await http.get(HOOK)).status_code == 405


async def test_a_dispute_is_answered_with_receipt_and_pump(places: Places, stripe: AtStripe) -> None:
    station = await places("dispute")
    jo = await station.till("Counter 1")
    payment = await _paid(station, jo)
    await stripe.control("POST", "/disputes", {"payment_intent": payment["stripe_id"]})
    dispute = await _dispute_is(station, "needs_response")
    assert (dispute["payment_id"], dispute["amount_minor"]) == (payment["payment_id"], IN_MINOR)
    path = f"/disputes/{dispute['dispute_id']}"
    evidence = (await station.manager.get(path))["evidence"]
    assert "20.000 litres of" in evidence["product_description"]
    assert "Transaction 1 of pump 1, nozzle 1" in evidence["uncategorized_text"]
    assert (await jo.refused("POST", f"{path}/evidence", {"note": ""}))["status"] == 403

    sent = await station.manager.post(f"{path}/evidence", {"note": "The customer was seen at the pump."})
    assert (sent["status"], sent["submitted_by"]) == ("under_review", "admin")
    await _stripe_has_the_receipt(stripe, dispute)
    await stripe.control("POST", f"/disputes/{dispute['stripe_id']}/close", {"outcome": "won"})
    await _dispute_is(station, "won")
    posted = await entries(station.manager, payment["payment_id"])
    assert ("dispute", {"disputed": IN_MINOR, "stripe_clearing": -IN_MINOR}) in posted
    assert ("dispute_won", {"stripe_clearing": IN_MINOR, "disputed": -IN_MINOR}) in posted


async def _dispute_is(station: Station, status: str) -> Document:
    """The one dispute of the site, once it is so."""

    async def so() -> Document | None:
        found = (await station.manager.get("/disputes", site=station.site))["items"]
        return found[0] if [one["status"] for one in found] == [status] else None

    found = await wait_until(so, SOON_S, POLL_S)
    assert isinstance(found, dict)
    return found


async def _stripe_has_the_receipt(stripe: AtStripe, dispute: Document) -> None:
    (there,) = [row for row in await stripe.objects("dispute") if row["id"] == dispute["stripe_id"]]
    assert there["evidence"]["uncategorized_text"].endswith("The customer was seen at the pump.")
    (content,) = [row for row in await stripe.objects("_file_content") if row["id"] == there["evidence"]["receipt"]]
    assert base64.b64decode(content["base64"]).startswith(b"%PDF")
