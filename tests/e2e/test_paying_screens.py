"""How a card is taken at the till, and what the office sees of it, in a real browser. The card reader is the Stripe
simulator's: its customers present a card by themselves after a few seconds."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.support.browser import SHOWN_MS, chromium, shown, sign_in, violations
from tests.support.desk import Desk, Document
from tests.support.platform import Platform
from tests.support.station import Places, Station

pytestmark = pytest.mark.e2e

PAID_MS = 40_000
"""The customer looks for the card, the bank is asked, the money is taken, the ticket is cleared."""
PHONE_PX = 390


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


async def _reader_stands(station: Station) -> Document:
    """A card reader that every till of the site may use."""
    body = {"site": station.site, "registration_code": "simulated-wpe", "label": "Counter left", "till": ""}
    return await station.manager.post("/readers", body)


async def _shift_opens(page: Page, site: str) -> None:
    await page.goto(f"/till?site={site}")
    await page.get_by_test_id("open-shift-submit").click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("live-status")).to_have_attribute("data-status", "live", timeout=SHOWN_MS)


async def _fits_a_phone(page: Page) -> None:
    """Nothing must be scrolled sideways but a table in its own frame."""
    size = page.viewport_size
    assert size is not None
    await page.set_viewport_size({"width": PHONE_PX, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE_PX
    await page.set_viewport_size(size)


async def test_cashier_takes_cash_and_a_card_for_one_ticket(places: Places, till: Page) -> None:
    station = await places("split")
    reader = await _reader_stands(station)
    await _shift_opens(till, station.site)
    await station.arrives(1, 20_000)
    await till.locator("[data-testid=tile-1][data-calling=true]").wait_for(timeout=SHOWN_MS)
    await till.get_by_test_id("tap-1").click()
    await till.get_by_test_id("payable-1").click(timeout=SHOWN_MS)

    await till.get_by_test_id("note-1000").click(timeout=SHOWN_MS)
    await till.get_by_test_id("cash-take").click()
    await expect(till.get_by_test_id("due")).to_have_text("£19.18", timeout=SHOWN_MS)
    await till.get_by_test_id("pay-by-card").click()
    ask = till.get_by_test_id(f"reader-{reader['reader_id']}")
    await expect(ask).to_have_attribute("data-ready", "true", timeout=SHOWN_MS)
    assert await violations(till) == []
    await ask.click()
    await expect(till.get_by_test_id("card-progress")).to_contain_text("TEST", timeout=SHOWN_MS)
    assert await violations(till) == []

    await expect(till.get_by_test_id("paid-by-card")).to_contain_text("Visa ending 4242: £19.18", timeout=PAID_MS)
    receipt = till.frame_locator("[data-testid=receipt]")
    await expect(receipt.get_by_text("TEST").first).to_be_visible(timeout=SHOWN_MS)
    assert await violations(till) == []
    sale = (await station.manager.get("/sales", site=station.site, state="CLEARED"))["items"][0]
    assert [(one["kind"], one["amount_minor"]) for one in sale["tenders"]] == [("CASH", 1_000), ("CARD", 1_918)]


async def test_cashier_holds_a_card_and_the_pump_is_released_by_itself(places: Places, till: Page) -> None:
    station = await places("hold")
    reader = await _reader_stands(station)
    await _shift_opens(till, station.site)
    await till.get_by_test_id("tap-2").click(timeout=SHOWN_MS)
    await till.get_by_test_id("preset-2000").click(timeout=SHOWN_MS)
    await till.get_by_test_id("prepay-next").click()
    await till.get_by_test_id("pay-by-card").click()
    await till.get_by_test_id(f"reader-{reader['reader_id']}").click(timeout=SHOWN_MS)
    await expect(till.get_by_test_id("card-progress")).to_be_visible(timeout=SHOWN_MS)
    assert await violations(till) == []

    await expect(till.get_by_test_id("prepaid")).to_contain_text("Pump 2 is released for £20.00", timeout=PAID_MS)
    await expect(till.get_by_test_id("prepaid")).to_contain_text("Visa ending 4242")
    [sale] = (await station.manager.get("/sales", site=station.site, kind="PRE_PAY"))["items"]
    assert sale["max_amount_minor"] == 2_000
    await station.arrives(2, 10_000)
    cleared = await station.manager.becomes(sale["sale_id"], "CLEARED")
    assert [(one["kind"], one["amount_minor"]) for one in cleared["tenders"]] == [("CARD", 1_459)]


async def test_the_office_follows_the_money_of_a_card(places: Places, office: Page) -> None:
    station = await places("money")
    reader = await _reader_stands(station)
    jo = await station.till("Counter 1")
    sale = await _charged(station, jo, reader)
    [tender] = sale["tenders"]

    await office.goto(f"/payments/?site={station.site}")
    payment = office.get_by_test_id(f"payment-{tender['payment_id']}")
    row = office.get_by_role("row").filter(has=payment)
    await expect(row).to_contain_text("£29.18", timeout=SHOWN_MS)
    await expect(row).to_contain_text("Visa ending 4242")
    await shown(office, "payments")
    await office.get_by_test_id("payments-unknown").check()
    await expect(office.get_by_text("No payment fits this search")).to_be_visible(timeout=SHOWN_MS)
    await office.get_by_test_id("payments-unknown").uncheck()
    await payment.click(timeout=SHOWN_MS)
    await expect(office.get_by_test_id("captured")).to_have_text("£29.18", timeout=SHOWN_MS)
    await expect(office.get_by_role("region", name="Ledger")).to_contain_text("Card charged", timeout=SHOWN_MS)
    await shown(office, "payment")
    await _fits_a_phone(office)

    await office.get_by_role("link", name="Open its sale").click()
    await expect(office.get_by_test_id(f"sale-card-{tender['payment_id']}")).to_contain_text("Taken", timeout=SHOWN_MS)
    await shown(office, "sale-by-card")
    await _is_in_the_days_end(office, station)
    await _agrees_with_stripe(office)


async def _charged(station: Station, jo: Desk, reader: Document) -> Document:
    """Twenty litres, paid by card."""
    sale = await jo.release(1)
    await station.arrives(1)
    await jo.becomes(sale["sale_id"], "PAYABLE")
    await jo.lock(sale["sale_id"])
    method = {"kind": "READER", "reader_id": reader["reader_id"]}
    await jo.post(f"/sales/{sale['sale_id']}/card-payments", {"method": method})
    return await jo.becomes(sale["sale_id"], "CLEARED")


async def _is_in_the_days_end(page: Page, station: Station) -> None:
    await page.goto(f"/finance/?site={station.site}")
    await expect(page.get_by_role("region", name="Cards of the day by brand")).to_contain_text(
        "£29.18", timeout=SHOWN_MS
    )
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
    await page.get_by_test_id("reconcile-hourly").click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("reconciled")).to_contain_text("compared", timeout=SHOWN_MS)
    await shown(page, "breaks")
    await _fits_a_phone(page)


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
