"""How a card is taken at the till, and what the office sees of it, in a real browser."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
import pytest_asyncio
from motorway_kit.testing import wait_until
from playwright.async_api import Browser, Page, expect

from tests.support.browser import SHOWN_MS, chromium, shown, sign_in, violations
from tests.support.cards import AtStripe, by, charge, reader_stands
from tests.support.desk import POLL_S, SOON_S, Desk, Document, done
from tests.support.platform import Platform
from tests.support.station import Places, Station

pytestmark = pytest.mark.e2e

VISA, TOO_POOR = "pm_card_visa", "pm_card_chargeDeclinedInsufficientFunds"
PHONE_PX = 390
HOURS = 36_000.0
LESS_WHAT_RUNS_OVER = re.compile(r"Pump 2 is released for £19\.9\d; £20\.00 are held on the card\.")


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest_asyncio.fixture
async def till(browser: Browser, platform: Platform) -> Page:
    """A tablet at the counter, signed in."""
    page = await browser.new_page(viewport={"width": 1024, "height": 768}, base_url=platform["URL"])
    await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
    return page


@pytest_asyncio.fixture
async def office(browser: Browser, platform: Platform) -> Page:
    page = await browser.new_page(viewport={"width": 1280, "height": 900}, base_url=platform["URL"])
    await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
    return page


@pytest.fixture
def stripe(platform: Platform) -> AtStripe:
    return AtStripe(platform)


@dataclass
class Reader:
    """A card reader at which nobody presents a card unless the test does."""

    stripe: AtStripe
    told: Document

    @property
    def test_id(self) -> str:
        return f"reader-{self.told['reader_id']}"

    async def presents(self, card: str) -> None:
        """As soon as the reader asks for one."""
        await wait_until(lambda: self._took(card), SOON_S, POLL_S)

    async def _took(self, card: str) -> bool:
        async with httpx.AsyncClient(base_url=self.stripe.platform["STRIPE_CONTROL_URL"], timeout=30) as http:
            answer = await http.post(f"/readers/{self.told['stripe_id']}/present", json={"card": card})
        return answer.is_success


async def _with_reader(station: Station, stripe: AtStripe) -> Reader:
    reader = await reader_stands(station)
    await stripe.control("PUT", f"/readers/{reader['stripe_id']}", {"present_after_s": HOURS})
    return Reader(stripe, reader)


async def _shift_opens(page: Page, site: str) -> None:
    await page.goto(f"/pos/?site={site}")
    await page.get_by_test_id("open-shift-submit").click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("live-status")).to_have_attribute("data-status", "live", timeout=SHOWN_MS)


async def _fits_a_phone(page: Page) -> None:
    """Nothing must be scrolled sideways but a table in its own frame."""
    size = page.viewport_size
    assert size is not None
    await page.set_viewport_size({"width": PHONE_PX, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE_PX
    await page.set_viewport_size(size)


async def test_cashier_takes_a_card_that_is_declined_then_cash_and_another_card(
    places: Places, till: Page, stripe: AtStripe
) -> None:
    station = await places("split")
    reader = await _with_reader(station, stripe)
    await _shift_opens(till, station.site)
    await station.arrives(1, 20_000)
    await expect(till.get_by_test_id("tile-1")).to_have_attribute("data-calling", "true", timeout=SHOWN_MS)
    await till.get_by_test_id("tap-1").click()
    await till.get_by_test_id("payable-1").click(timeout=SHOWN_MS)

    await till.get_by_test_id("pay-by-card").click(timeout=SHOWN_MS)
    await expect(till.get_by_test_id(reader.test_id)).to_have_attribute("data-ready", "true", timeout=SHOWN_MS)
    assert await violations(till) == []
    await till.get_by_test_id(reader.test_id).click()
    await expect(till.get_by_test_id("card-progress")).to_contain_text("asked for the card", timeout=SHOWN_MS)
    await shown(till, "till-card-asked")
    await reader.presents(TOO_POOR)
    await expect(till.get_by_test_id("card-ended")).to_contain_text("not enough money", timeout=SHOWN_MS)
    await shown(till, "till-card-declined")

    await till.get_by_test_id("pay-by-cash").click()
    await till.get_by_test_id("note-1000").click()
    await till.get_by_test_id("cash-take").click()
    await expect(till.get_by_test_id("due")).to_have_text("£19.18", timeout=SHOWN_MS)
    await till.get_by_test_id("pay-by-card").click()
    await till.get_by_test_id(reader.test_id).click(timeout=SHOWN_MS)
    await reader.presents(VISA)
    await _is_paid_by_visa(till, "£19.18")
    sale = (await station.manager.get("/sales", site=station.site, state="CLEARED"))["items"][0]
    assert [(one["kind"], one["amount_minor"]) for one in sale["tenders"]] == [("CASH", 1_000), ("CARD", 1_918)]


async def _is_paid_by_visa(till: Page, amount: str) -> None:
    """The screen says so, and that it was no real money; the receipt too."""
    by_card = till.get_by_test_id("paid-by-card")
    await expect(by_card).to_contain_text(f"Visa ending 4242: {amount}", timeout=SHOWN_MS)
    await expect(by_card).to_contain_text("TEST")
    receipt = till.frame_locator("[data-testid=receipt]")
    await expect(receipt.get_by_text("TEST").first).to_be_visible(timeout=SHOWN_MS)
    await shown(till, "till-card-paid")


async def test_cashier_finds_a_debt_and_takes_a_card_for_it(places: Places, till: Page, stripe: AtStripe) -> None:
    """Declined at first; the dialog follows the reader, and hands out the receipt of the debt."""
    station = await places("owing")
    reader = await _with_reader(station, stripe)
    await _shift_opens(till, station.site)
    await station.calls(1, 20_000)
    sale = await station.manager.becomes((await station.manager.release(1))["sale_id"], "PAYABLE")
    left = await station.manager.post(f"/sales/{sale['sale_id']}/drive-off", {"registration": "AB12 CDE"})
    await till.get_by_test_id("debts-open").click()
    await till.get_by_test_id(f"debt-{left['debt']['debt_id']}").click(timeout=SHOWN_MS)
    await till.get_by_test_id("pay-by-card").click(timeout=SHOWN_MS)
    await till.get_by_test_id(reader.test_id).click(timeout=SHOWN_MS)
    await expect(till.get_by_test_id("card-progress")).to_contain_text("asked for the card", timeout=SHOWN_MS)
    assert await violations(till) == []
    await shown(till, "till-debt-card-asked")
    await reader.presents(TOO_POOR)
    await expect(till.get_by_test_id("card-ended")).to_contain_text("not enough money", timeout=SHOWN_MS)
    await till.get_by_test_id(reader.test_id).click(timeout=SHOWN_MS)
    await reader.presents(VISA)
    await expect(till.get_by_test_id("debt-settled")).to_contain_text("£29.18", timeout=SHOWN_MS)
    await shown(till, "till-debt-card-paid")
    (debt,) = (await station.manager.get("/debts", site=station.site, state="SETTLED"))["items"]
    assert debt["receipt_id"] != ""


async def test_cashier_holds_a_card_and_its_pump_is_released(places: Places, till: Page, stripe: AtStripe) -> None:
    """The first customer goes away: whoever closes the dialog gives the card free."""
    station = await places("held")
    reader = await _with_reader(station, stripe)
    await _shift_opens(till, station.site)
    await _is_asked_for_twenty_pounds(till, 2, reader)
    await shown(till, "till-card-hold")
    await till.keyboard.press("Escape")
    await wait_until(lambda: _is_given_up(station), SOON_S, POLL_S)
    await _is_asked_for_twenty_pounds(till, 2, reader)
    await reader.presents(VISA)

    prepaid = till.get_by_test_id("prepaid")
    await expect(prepaid).to_contain_text(LESS_WHAT_RUNS_OVER, timeout=SHOWN_MS)
    await expect(prepaid).to_contain_text("Visa ending 4242", timeout=SHOWN_MS)
    assert await violations(till) == []
    [sale] = (await station.manager.get("/sales", site=station.site, kind="PRE_PAY"))["items"]
    await station.arrives(2, 10_000)
    cleared = await station.manager.becomes(sale["sale_id"], "CLEARED")
    assert [(one["kind"], one["amount_minor"]) for one in cleared["tenders"]] == [("CARD", 1_459)]


async def _is_asked_for_twenty_pounds(till: Page, pump: int, reader: Reader) -> None:
    await till.get_by_test_id(f"tap-{pump}").click(timeout=SHOWN_MS)
    await till.get_by_test_id("preset-2000").click(timeout=SHOWN_MS)
    await till.get_by_test_id("prepay-next").click()
    await till.get_by_test_id("pay-by-card").click()
    await till.locator(f"[data-testid={reader.test_id}][data-ready=true]").click(timeout=SHOWN_MS)
    await expect(till.get_by_test_id("card-progress")).to_contain_text("asked for the card", timeout=SHOWN_MS)


async def _is_given_up(station: Station) -> bool:
    [payment] = (await station.manager.get("/payments", site=station.site))["items"]
    return bool(payment["state"] == "VOIDED")


async def test_customer_pays_on_their_own_phone(places: Places, till: Page, browser: Browser) -> None:
    station = await places("phone")
    await _shift_opens(till, station.site)
    await till.get_by_test_id("shop-sale").click(timeout=SHOWN_MS)
    await till.get_by_test_id("item-coffee").click(timeout=SHOWN_MS)
    await till.get_by_test_id("pay-by-card").click(timeout=SHOWN_MS)
    await till.get_by_test_id("card-link").click()
    await expect(till.get_by_test_id("qr")).to_be_visible(timeout=SHOWN_MS)
    await shown(till, "till-card-link")
    address = await till.get_by_test_id("card-address").get_attribute("href")
    assert address is not None

    phone = await browser.new_page(viewport={"width": PHONE_PX, "height": 844})
    await phone.goto(address)
    await phone.get_by_role("button", name="Visa ending in 4242").click()
    await expect(phone.get_by_text("Thank you")).to_be_visible(timeout=SHOWN_MS)
    assert await violations(phone) == []
    await _is_paid_by_visa(till, "£2.90")


async def test_a_card_is_left_on_file_and_charged_later(places: Places, till: Page, stripe: AtStripe) -> None:
    station = await places("on-file")
    reader = await _with_reader(station, stripe)
    account = f"fleet-{station.site}"
    terms = {"name": f"Fleet of {station.site}", "currency": "GBP", "home_site": station.site, "credit_limit_minor": 0}
    done(await station.manager.ask("PUT", f"/accounts/{account}", terms))
    await till.goto(f"/account-customer/?id={account}")
    await till.get_by_test_id("card-save").click(timeout=SHOWN_MS)
    await till.get_by_test_id("card-save-start").click(timeout=SHOWN_MS)
    await expect(till.get_by_test_id("card-setup")).to_be_visible(timeout=SHOWN_MS)
    assert await violations(till) == []
    await reader.presents(VISA)
    cards = till.get_by_role("region", name="Cards on file")
    await expect(cards).to_contain_text("Visa ending 4242", timeout=SHOWN_MS)
    await shown(till, "account-card")

    await _shift_opens(till, station.site)
    await till.get_by_test_id("shop-sale").click(timeout=SHOWN_MS)
    await till.get_by_test_id("item-coffee").click(timeout=SHOWN_MS)
    await till.get_by_test_id("pay-by-card").click(timeout=SHOWN_MS)
    await till.get_by_test_id("card-saved").click()
    await till.get_by_test_id(f"account-{account}").click(timeout=SHOWN_MS)
    saved = till.get_by_role("button", name="Visa ending 4242")
    await expect(saved).to_contain_text("Charge £2.90", timeout=SHOWN_MS)
    assert await violations(till) == []
    await saved.click()
    await _is_paid_by_visa(till, "£2.90")


async def test_the_office_follows_the_money_of_a_card(places: Places, office: Page) -> None:
    station = await places("money")
    sale = await _charged(station, await station.till("Counter 1"))
    await station.manager.open_shift(0, till="Office")
    [tender] = sale["tenders"]

    await office.goto(f"/payments/?site={station.site}")
    payment = office.get_by_test_id(f"payment-{tender['payment_id']}")
    row = office.get_by_role("row").filter(has=payment)
    await expect(row).to_contain_text("£29.18", timeout=SHOWN_MS)
    await expect(row).to_contain_text("Visa ending 4242")
    await shown(office, "payments")
    await _fits_a_phone(office)
    await office.get_by_test_id("payments-unknown").click()
    await expect(office.get_by_text("No payment fits this search")).to_be_visible(timeout=SHOWN_MS)
    await office.get_by_test_id("payments-unknown").click()
    await payment.click(timeout=SHOWN_MS)
    await expect(office.get_by_test_id("captured")).to_have_text("£29.18", timeout=SHOWN_MS)
    await expect(office.get_by_role("region", name="Ledger")).to_contain_text("Card charged", timeout=SHOWN_MS)
    await shown(office, "payment")
    await _fits_a_phone(office)

    await office.get_by_role("link", name="Open its sale").click()
    await expect(office.get_by_test_id(f"sale-card-{tender['payment_id']}")).to_contain_text("Taken", timeout=SHOWN_MS)
    await shown(office, "sale-by-card")
    await _a_part_goes_back_to_the_card(office)
    await _is_in_the_books_of_the_day(office, station)
    await _agrees_with_stripe(office)


async def _charged(station: Station, jo: Desk) -> Document:
    """Twenty litres, paid by card."""
    sale = await jo.release(1)
    await station.arrives(1)
    await jo.becomes(sale["sale_id"], "PAYABLE")
    await jo.lock(sale["sale_id"])
    await charge(jo, sale["sale_id"], by())
    return await jo.becomes(sale["sale_id"], "CLEARED")


async def _a_part_goes_back_to_the_card(page: Page) -> None:
    await page.get_by_test_id("refund-new").click()
    await page.get_by_role("button", name="An amount").click()
    await page.get_by_test_id("refund-amount").fill("1.00")
    await page.get_by_test_id("refund-reason").fill("charged for a wash that did not run")
    await page.get_by_test_id("refund-ask").click()
    await page.get_by_role("button", name="Approve").click(timeout=SHOWN_MS)
    await page.get_by_test_id("refund-approve-now").click(timeout=SHOWN_MS)
    await expect(page.get_by_text("Reached the card", exact=True)).to_be_visible(timeout=SHOWN_MS)
    await shown(page, "refund-to-card")


async def _is_in_the_books_of_the_day(page: Page, station: Station) -> None:
    await page.goto(f"/finance/?site={station.site}")
    brands = page.get_by_role("region", name="Cards of the day by brand")
    await expect(brands).to_contain_text("£29.18", timeout=SHOWN_MS)
    await shown(page, "finance-day")
    await _fits_a_phone(page)
    async with page.expect_download() as document:
        await page.get_by_role("button", name="PDF").click()
    assert (await document.value).suggested_filename.endswith(".pdf")
    await page.get_by_role("button", name="Balances").click()
    await expect(page.get_by_test_id("ledger-sum").first).to_have_attribute("data-balanced", "true", timeout=SHOWN_MS)
    await shown(page, "finance-balances")


async def _agrees_with_stripe(page: Page) -> None:
    await page.goto("/breaks/")
    await page.get_by_test_id("reconcile-minutes").click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("reconciled")).to_contain_text("compared", timeout=SHOWN_MS)
    await shown(page, "breaks")
    await _fits_a_phone(page)


async def test_the_office_answers_a_dispute(places: Places, office: Page, stripe: AtStripe) -> None:
    station = await places("dispute")
    sale = await _charged(station, await station.till("Counter 1"))
    payment = await station.manager.get(f"/payments/{sale['tenders'][0]['payment_id']}")
    await stripe.control("POST", "/disputes", {"payment_intent": payment["stripe_id"]})

    await office.goto(f"/disputes/?site={station.site}")
    row = office.get_by_role("row").filter(has_text="£29.18")
    await expect(row).to_contain_text("To answer", timeout=SHOWN_MS)
    await shown(office, "disputes")
    await row.get_by_role("link").click()
    await expect(office.get_by_test_id("deadline")).to_contain_text("To be answered in", timeout=SHOWN_MS)
    await shown(office, "dispute")
    await _fits_a_phone(office)
    await office.get_by_test_id("evidence-open").click()
    await office.get_by_test_id("evidence-note").fill("The driver fuelled for six minutes at pump 1.")
    await office.get_by_test_id("evidence-send").click()
    status = office.get_by_test_id("dispute-state")
    await expect(status).to_have_attribute("data-status", "under_review", timeout=SHOWN_MS)
    await expect(office.get_by_test_id("evidence-open")).to_have_count(0)


async def test_a_card_reader_is_registered_and_removed(places: Places, office: Page) -> None:
    station = await places("readers")
    await office.goto(f"/readers/?site={station.site}")
    await expect(office.get_by_text("No card reader is registered")).to_be_visible(timeout=SHOWN_MS)
    await office.get_by_test_id("reader-new").click()
    await office.get_by_test_id("reader-code").fill("simulated-wpe")
    await office.get_by_test_id("reader-label").fill("Counter left")
    await office.get_by_test_id("reader-till").fill("Counter 1")
    await shown(office, "register-reader")
    await office.get_by_test_id("reader-register").click()
    row = office.get_by_role("row").filter(has_text="Counter left")
    await expect(row).to_contain_text("Ready", timeout=SHOWN_MS)
    await shown(office, "readers")
    await row.get_by_role("button", name="Remove").click()
    await office.get_by_test_id("confirm").click()
    await expect(office.get_by_text("No card reader is registered")).to_be_visible(timeout=SHOWN_MS)
