"""Paying on the customer's own phone: a page of Stripe's, and the bank's page where the bank asks."""

import re
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import stripe
from stripe._v1_services import V1Services

from .accounts import Simulated
from .edges import HOLD, controlling, endpoint

PRICE: Any = {"currency": "gbp", "unit_amount": 4_500, "product_data": {"name": "Pump 3, Unleaded <E10>"}}
SESSION: Any = {
    "mode": "payment",
    "line_items": [{"price_data": PRICE, "quantity": 1}],
    "payment_intent_data": {"capture_method": "manual", "metadata": {"payment_id": "p-1"}},
    "metadata": {"payment_id": "p-1"},
    "success_url": "https://example.com/paid?session={CHECKOUT_SESSION_ID}",
}
THREE_D_SECURE = "pm_card_threeDSecure2Required"


async def test_a_session_is_open_until_it_is_expired(account: V1Services) -> None:
    made = await account.checkout.sessions.create_async(SESSION)
    assert (made.status, made.amount_total, made.payment_status, made.payment_intent) == ("open", 4_500, "unpaid", None)
    assert made.url is not None
    ended = await account.checkout.sessions.expire_async(made.id)
    assert (ended.status, ended.url) == ("expired", None)
    with pytest.raises(stripe.InvalidRequestError):
        await account.checkout.sessions.expire_async(made.id)


@pytest.mark.parametrize(
    "wrong",
    [{"mode": "payment", "line_items": []}, {"expires_at": 1}, {"line_items": [{"price_data": {"currency": "gbp"}}]}],
)
async def test_a_session_that_nobody_could_pay_is_refused(account: V1Services, wrong: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        await account.checkout.sessions.create_async(SESSION | wrong)


class Phone:
    """A browser on the hosted pages: follows their forms, and does not leave them."""

    def __init__(self, simulated: Simulated) -> None:
        self._http = httpx.AsyncClient(base_url=simulated.address)
        self.page = ""
        self.at = ""

    async def open(self, url: str) -> httpx.Response:
        return await self._shown(await self._http.get(urlsplit(url).path))

    async def press(self, **field: str) -> httpx.Response:
        """A button of the page."""
        name, value = next(iter(field.items()))
        assert f'name="{name}" value="{value}"' in self.page
        return await self._shown(await self._http.post(self.at, data=field))

    async def _shown(self, answer: httpx.Response) -> httpx.Response:
        self.page, self.at = answer.text, answer.request.url.path
        target = answer.headers.get("location", "")
        if target.startswith(("/", "http://127.0.0.1")):
            return await self.open(target)
        return answer

    async def close(self) -> None:
        await self._http.aclose()


@pytest.fixture
async def phone(simulated: Simulated) -> Any:
    browser = Phone(simulated)
    yield browser
    await browser.close()


async def test_a_customer_pays_by_pressing_a_card(simulated: Simulated, phone: Phone) -> None:
    async with controlling(simulated.simulator) as control, endpoint(simulated.simulator) as inbox:
        made: Any = await simulated.v1.checkout.sessions.create_async(SESSION)
        shown = await phone.open(made.url)
        assert "Pay 45.00 GBP" in shown.text
        assert "Pump 3, Unleaded &lt;E10&gt;" in shown.text
        assert "no card number is asked for" in shown.text
        assert not re.search(r"<input|autocomplete|<script", shown.text)
        paid = await phone.press(card="pm_card_visa")
        assert paid.headers["location"] == f"https://example.com/paid?session={made.id}"
        done: Any = await simulated.v1.checkout.sessions.retrieve_async(made.id)
        hold = await simulated.v1.payment_intents.retrieve_async(done.payment_intent)
        assert (hold.status, hold.amount_capturable) == ("requires_capture", 4_500)
        assert hold.metadata["payment_id"] == "p-1"
        assert (done.status, done.payment_status) == ("complete", "unpaid")
        await control.post("/webhooks/settle")
        assert "checkout.session.completed" in inbox.types()
        assert (await phone.open(made.url)).headers["location"].startswith("https://example.com/paid")


async def test_a_declined_card_is_told_and_another_one_taken(simulated: Simulated, phone: Phone) -> None:
    made: Any = await simulated.v1.checkout.sessions.create_async(SESSION)
    await phone.open(made.url)
    again = await phone.press(card="pm_card_chargeDeclinedInsufficientFunds")
    assert "Your card has insufficient funds." in again.text
    await phone.press(card="pm_card_mastercard")
    done: Any = await simulated.v1.checkout.sessions.retrieve_async(made.id)
    assert done.status == "complete"
    assert len((await simulated.v1.payment_intents.list_async({})).data) == 1


@pytest.mark.parametrize(("answer", "status"), [("confirm", "complete"), ("fail", "open")])
async def test_the_bank_asks_whether_it_is_the_customer(
    simulated: Simulated, phone: Phone, answer: str, status: str
) -> None:
    made: Any = await simulated.v1.checkout.sessions.create_async(SESSION)
    await phone.open(made.url)
    asked = await phone.press(card=THREE_D_SECURE)
    assert "ends in 3220" in asked.text
    await phone.press(answer=answer)
    assert (await simulated.v1.checkout.sessions.retrieve_async(made.id)).status == status
    assert ("failed authentication" in phone.page) == (status == "open")


async def test_a_payment_of_an_app_comes_back_to_it_from_the_banks_page(simulated: Simulated, phone: Phone) -> None:
    confirm: Any = {"payment_method": THREE_D_SECURE, "confirm": True, "return_url": "https://example.com/back?x=1"}
    intent = await simulated.v1.payment_intents.create_async(HOLD | confirm)
    assert intent.status == "requires_action"
    assert intent.next_action is not None
    assert intent.next_action.redirect_to_url is not None
    await phone.open(str(intent.next_action.redirect_to_url.url))
    back = await phone.press(answer="confirm")
    assert back.headers["location"].startswith(f"https://example.com/back?x=1&payment_intent={intent.id}")
    assert (await simulated.v1.payment_intents.retrieve_async(intent.id)).status == "requires_capture"
    assert (await phone.open(f"/3ds/{intent.id}")).status_code == 410


async def test_a_page_expires_and_what_was_begun_on_it_is_given_up(simulated: Simulated, phone: Phone) -> None:
    async with controlling(simulated.simulator) as control:
        made: Any = await simulated.v1.checkout.sessions.create_async(SESSION)
        await phone.open(made.url)
        await phone.press(card="pm_card_visa_chargeDeclined")
        await control.post("/clock", json={"seconds": 86_401})
        assert (await phone.open(made.url)).status_code == 410
        done: Any = await simulated.v1.checkout.sessions.retrieve_async(made.id)
        assert done.status == "expired"
        assert (await simulated.v1.payment_intents.retrieve_async(done.payment_intent)).status == "canceled"


async def test_only_the_cards_of_the_page_can_be_pressed(simulated: Simulated) -> None:
    made: Any = await simulated.v1.checkout.sessions.create_async(SESSION)
    async with httpx.AsyncClient(base_url=simulated.address) as http:
        answer = await http.post(urlsplit(made.url).path, data={"card": "pm_card_partialApproval"})
    assert answer.status_code == 400
