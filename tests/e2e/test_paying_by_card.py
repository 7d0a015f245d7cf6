"""A driver pays by card, before fuelling or after it; whatever dies or stays silent, the money is taken once."""

import asyncio

import httpx
import pytest
from motorway_kit.testing import wait_until

from tests.support.cards import (
    CAPTURE,
    DECLINED,
    MASTERCARD,
    AtStripe,
    by,
    charge,
    entries,
    held,
    payment_becomes,
    prepaid_by_card,
    reader_stands,
)
from tests.support.crash import RECOVERY_S, kill
from tests.support.desk import POLL_S, SOON_S, Desk, Document
from tests.support.platform import Platform
from tests.support.station import COFFEE, Places, Station

pytestmark = pytest.mark.e2e

HOLD_MINOR = 6_000
TWENTY_LITRES, IN_MINOR = 20_000, 2_918


@pytest.fixture
def stripe(platform: Platform) -> AtStripe:
    return AtStripe(platform)


async def test_driver_pays_then_fuels(places: Places, stripe: AtStripe) -> None:
    """A maximum is held, the pump is limited to it, what was delivered is taken, and the rest is let go."""
    station = await places("hold")
    jo = await station.till("Counter 1")
    payment = await held(jo, HOLD_MINOR)
    sale = await prepaid_by_card(jo, 1, payment)
    assert (sale["state"], sale["card_payments"][0]["state"]) == ("AUTHORISED", "APPROVED")
    assert 0 < sale["max_amount_minor"] <= HOLD_MINOR
    await station.arrives(1, TWENTY_LITRES)

    cleared = await jo.becomes(sale["sale_id"], "CLEARED")
    assert (cleared["clearing"], cleared["total_minor"], cleared["due_minor"]) == ("PAID", IN_MINOR, 0)
    (tender,) = cleared["tenders"]
    assert (tender["kind"], tender["amount_minor"], tender["payment_id"]) == ("CARD", IN_MINOR, payment["payment_id"])
    assert (tender["card_brand"], tender["card_last4"], tender["test"]) == ("visa", "4242", True)
    await _taken_once(station, stripe, payment["payment_id"], IN_MINOR)
    assert (await stripe.intent(payment["payment_id"]))["amount_capturable"] == 0
    printed = (await jo.ask("GET", f"/sales/{sale['sale_id']}/receipt.html")).text
    assert "TEST" in printed
    assert "4242" in printed
    await station.everything_is_booked()


async def _taken_once(station: Station, stripe: AtStripe, payment_id: str, amount_minor: int) -> Document:
    """At Stripe, in the payment, and in the ledger."""
    payment = await _answered(station.manager, payment_id)
    assert (payment["state"], payment["captured_minor"]) == ("CAPTURED", amount_minor)
    assert await stripe.money_taken(payment_id) == [amount_minor]
    posted = await entries(station.manager, payment_id)
    assert ("capture", {"stripe_clearing": amount_minor, "takings": -amount_minor}) in posted
    assert [kind for kind, _ in posted].count("capture") == 1
    return payment


async def _answered(desk: Desk, payment_id: str) -> Document:
    """The payment once it is captured and nothing of it is an open question; that may take some attempts."""

    async def so() -> Document | None:
        payment = await payment_becomes(desk, payment_id, "CAPTURED")
        return payment if not payment["open_question"] else None

    found = await wait_until(so, RECOVERY_S, POLL_S)
    assert isinstance(found, dict)
    return found


async def test_driver_pays_and_never_fuels(places: Places, stripe: AtStripe) -> None:
    """The release runs out at the pump, and the card is let go at once."""
    station = await places("never", authorisation_timeout_s=4)
    jo = await station.till("Counter 1")
    payment = await held(jo, HOLD_MINOR)
    sale = await prepaid_by_card(jo, 1, payment)
    after = await payment_becomes(jo, payment["payment_id"], "VOIDED")
    assert (after["captured_minor"], after["take_minor"]) == (0, 0)
    assert (await stripe.intent(payment["payment_id"]))["status"] == "canceled"
    ended = await jo.becomes(sale["sale_id"], "ENDED", "CLEARED")
    assert (ended["total_minor"], ended["tenders"]) == (0, [])
    assert await entries(station.manager, payment["payment_id"]) == []


async def test_driver_fuels_then_pays_by_card(places: Places, stripe: AtStripe) -> None:
    """Ten pounds in cash, the rest at the reader; then the coffee was cold, and its price goes back to the card."""
    station = await places("charge")
    reader = await reader_stands(station)
    jo = await station.till("Counter 1")
    sale_id = await _fuelled(station, jo)
    line = {"barcode": COFFEE["barcode"], "quantity": 1}
    await jo.post(f"/sales/{sale_id}/lines", line)
    await jo.post(f"/sales/{sale_id}/tenders", {"kind": "CASH", "amount_minor": 1_000})
    asked = await charge(jo, sale_id, {"kind": "READER", "reader_id": reader["reader_id"]})
    (pending,) = asked["card_payments"]
    assert (pending["state"], pending["amount_minor"]) == ("PENDING", IN_MINOR + 290 - 1_000)

    cleared = await jo.becomes(sale_id, "CLEARED")
    assert [(one["kind"], one["amount_minor"]) for one in cleared["tenders"]] == [("CASH", 1_000), ("CARD", 2_208)]
    payment = await _taken_once(station, stripe, pending["payment_id"], 2_208)
    assert (payment["sale_id"], payment["method"]["reader_id"]) == (sale_id, reader["reader_id"])

    lee = await station.till("Counter 2", "supervisor")
    wish = {"amount_minor": 290, "tender_kind": "CARD", "reason": "coffee was cold"}
    refund = await jo.post(f"/sales/{sale_id}/refunds", wish)
    await lee.post(f"/refunds/{refund['refund_id']}/approve")
    await wait_until(lambda: _is_refunded(jo, pending["payment_id"], 290), SOON_S, POLL_S)
    given_back = [row for row in await stripe.objects("refund") if row["payment_intent"] == payment["stripe_id"]]
    assert [row["amount"] for row in given_back] == [290]
    await station.everything_is_booked()


async def _fuelled(station: Station, desk: Desk) -> str:
    """A ticket of twenty litres that is locked at the desk's till."""
    await station.calls(1, TWENTY_LITRES)
    sale_id: str = (await desk.release(1))["sale_id"]
    await desk.becomes(sale_id, "PAYABLE")
    await desk.lock(sale_id)
    return sale_id


async def _is_refunded(desk: Desk, payment_id: str, amount_minor: int) -> bool:
    payment = await desk.get(f"/payments/{payment_id}")
    done = [one["state"] for one in payment["refunds"]] == ["SUCCEEDED"]
    return done and bool(payment["refunded_minor"] == amount_minor)


async def test_card_declined_at_the_till(places: Places, stripe: AtStripe) -> None:
    """The ticket stays at the till and says why; another card pays it. A hold that is declined releases no pump."""
    station = await places("declined")
    jo = await station.till("Counter 1")
    sale_id = await _fuelled(station, jo)
    await charge(jo, sale_id, by(DECLINED))
    refused = await _card_payment_ends(jo, sale_id)
    assert (refused["reason"], (await jo.sale(sale_id))["state"]) == ("generic_decline", "LOCKED")
    await charge(jo, sale_id, by(MASTERCARD))
    cleared = await jo.becomes(sale_id, "CLEARED")
    assert [(one["kind"], one["card_brand"]) for one in cleared["tenders"]] == [("CARD", "mastercard")]
    assert await stripe.money_taken(refused["payment_id"]) == []

    body = {"site": station.site, "amount_minor": HOLD_MINOR, "currency": "GBP", "method": by(DECLINED)}
    hold = await payment_becomes(jo, (await jo.post("/payments", body))["payment_id"], "DECLINED")
    assert (hold["reason"], hold["message"] != "") == ("generic_decline", True)
    await station.pump_becomes(1, "IDLE")
    sale = await prepaid_by_card(jo, 1, {**hold, "approved_minor": HOLD_MINOR})
    assert (sale["state"], sale["reason"]) == ("REFUSED", "payment_not_approved")
    assert (await station.pump(1))["state"] == "IDLE"


async def _card_payment_ends(desk: Desk, sale_id: str) -> Document:
    """The first card payment of a sale once it is over without money."""

    async def over() -> Document | None:
        first: Document = (await desk.sale(sale_id))["card_payments"][0]
        return first if first["state"] == "ENDED" else None

    found = await wait_until(over, SOON_S, POLL_S)
    assert isinstance(found, dict)
    return found


async def test_driver_who_drove_off_comes_back_and_pays_by_card(places: Places, stripe: AtStripe) -> None:
    """Declined at first; then the debt is settled, with its receipt, and the ledger has the money once."""
    station = await places("debt")
    jo = await station.till("Counter 1")
    sale_id = await _fuelled(station, jo)
    left = await jo.post(f"/sales/{sale_id}/drive-off", {"registration": "AB12 CDE"})
    cards = f"/debts/{left['debt']['debt_id']}/card-payments"
    declined = await jo.post(cards, {"method": by(DECLINED)})
    assert (await _card_payment_ends(jo, sale_id))["payment_id"] == declined["payment_id"]
    asked = await jo.post(cards, {"method": by()})
    again = (await jo.refused("POST", cards, {"method": by()}))["reason"]
    assert again in {"CardPaymentPending", "DebtNotOpen"}  # the first card may be through by then

    debt = await _settled(jo, sale_id)
    sale = await jo.sale(sale_id)
    assert (sale["clearing"], sale["due_minor"], debt["settled_by"]) == ("DRIVE_OFF", 0, jo.name)
    assert [(one["kind"], one["amount_minor"]) for one in sale["tenders"]] == [("CARD", IN_MINOR)]
    receipt = await jo.get(f"/receipts/{debt['receipt_id']}")
    assert (receipt["kind"], receipt["content"]["tenders"][0]["kind"]) == ("DEBT_PAYMENT", "CARD")
    await _taken_once(station, stripe, asked["payment_id"], IN_MINOR)


async def _settled(desk: Desk, sale_id: str) -> Document:
    """The debt of the sale, once it is paid."""

    async def so() -> Document | None:
        debt: Document = (await desk.get(f"/sales/{sale_id}"))["debt"]
        return debt if debt["state"] == "SETTLED" else None

    found = await wait_until(so, SOON_S, POLL_S)
    assert isinstance(found, dict)
    return found


async def test_driver_pays_on_the_phone(places: Places, stripe: AtStripe) -> None:
    """By a link: the first card is declined, the bank of the second one wants to know who pays (3-D Secure)."""
    station = await places("phone")
    jo = await station.till("Counter 1")
    sale_id = await _fuelled(station, jo)
    asked = await charge(jo, sale_id, {"kind": "LINK"})
    payment_id = asked["card_payments"][0]["payment_id"]
    link = await _link_of(jo, payment_id)
    async with httpx.AsyncClient(timeout=30) as phone:
        assert (await phone.post(link, data={"card": "pm_card_visa_chargeDeclined"})).status_code == 303
        assert "declined" in (await phone.get(link)).text
        bank = await phone.post(link, data={"card": "pm_card_threeDSecure2Required"})
        back = await phone.post(bank.headers["location"], data={"answer": "confirm"})
        assert back.status_code == 303
    cleared = await jo.becomes(sale_id, "CLEARED")
    assert [(one["kind"], one["amount_minor"]) for one in cleared["tenders"]] == [("CARD", IN_MINOR)]
    await _taken_once(station, stripe, payment_id, IN_MINOR)


async def _link_of(desk: Desk, payment_id: str) -> str:
    """Where the customer's phone is sent."""

    async def known() -> str:
        return str((await desk.get(f"/payments/{payment_id}"))["action_url"])

    return str(await wait_until(known, SOON_S, POLL_S))


async def test_power_cut_between_fuelling_and_capture(places: Places, stripe: AtStripe, platform: Platform) -> None:
    """The fuelling is booked, the capture is not known to have happened, and everything goes dark."""
    station = await places("dark")
    jo = await station.till("Counter 1")
    payment = await held(jo, HOLD_MINOR)
    sale = await prepaid_by_card(jo, 1, payment)
    async with stripe.webhooks(hold=True):
        async with stripe.spoiled(CAPTURE, "drop_after_commit", times=1_000):
            await station.arrives(1, TWENTY_LITRES)
            await wait_until(lambda: _is_asked(jo, payment["payment_id"]), SOON_S, POLL_S)
            assert await stripe.money_taken(payment["payment_id"]) == [IN_MINOR]
            await asyncio.gather(*(kill(platform, part) for part in ("payments", "pos", "postgresql")))
        await wait_until(platform.ready, RECOVERY_S, POLL_S)
        cleared = await jo.becomes(sale["sale_id"], "CLEARED", timeout_s=RECOVERY_S)
        assert [(one["kind"], one["amount_minor"]) for one in cleared["tenders"]] == [("CARD", IN_MINOR)]
        await _taken_once(station, stripe, payment["payment_id"], IN_MINOR)
    assert (await jo.get(f"/sales/{sale['sale_id']}/receipt"))["number"] == 1
    await station.everything_is_booked()


async def _is_asked(desk: Desk, payment_id: str) -> bool:
    """Whether Stripe was asked for the money, and nobody knows what became of it."""
    payment = await desk.get(f"/payments/{payment_id}")
    return (payment["state"], payment["open_question"]) == ("CAPTURING", "capture")


async def test_stripe_times_out_after_capturing(places: Places, stripe: AtStripe) -> None:
    """The money is taken, but nobody says so, and no webhook comes: it is asked, and not taken twice."""
    station = await places("silent")
    jo = await station.till("Counter 1")
    payment = await held(jo, HOLD_MINOR)
    sale = await prepaid_by_card(jo, 1, payment)
    async with stripe.spoiled(CAPTURE, "drop_after_commit", times=2), stripe.webhooks(hold=True):
        await station.arrives(1, TWENTY_LITRES)
        cleared = await jo.becomes(sale["sale_id"], "CLEARED")
        assert [(one["kind"], one["amount_minor"]) for one in cleared["tenders"]] == [("CARD", IN_MINOR)]
        after = await _taken_once(station, stripe, payment["payment_id"], IN_MINOR)
    assert "capture_unknown" in [step["what"] for step in after["steps"]]
    await station.everything_is_booked()
