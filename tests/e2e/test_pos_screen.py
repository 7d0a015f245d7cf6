"""What a cashier does all day, in a real browser: a customer calls, fuels and pays."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from motorway_kit.testing import wait_until
from playwright.async_api import Page, expect

from tests.support.browser import SHOWN_MS, chromium, sign_in, violations
from tests.support.desk import POLL_S, SOON_S
from tests.support.platform import Platform
from tests.support.station import Places, Station

pytestmark = pytest.mark.e2e

LISTEN = """
window.beeps = 0;
const create = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () { window.beeps += 1; return create.call(this); };
"""
"""Counts the tones that the page makes."""


@pytest_asyncio.fixture
async def till(platform: Platform) -> AsyncIterator[Page]:
    """A tablet at the counter, signed in."""
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1024, "height": 768}, base_url=platform["URL"])
        await page.add_init_script(LISTEN)
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        yield page


async def test_cashier_serves_a_post_pay_customer_at_the_till(places: Places, till: Page) -> None:
    station = await places("till")
    await _shift_opens(till, station.site)
    await station.arrives(1, 20_000)
    await _rings_and_is_released(till)

    payable = till.get_by_test_id("payable-1")
    await expect(payable).to_contain_text("£29.18", timeout=SHOWN_MS)
    assert await violations(till) == []
    await payable.click()
    await expect(till.get_by_test_id("due")).to_have_text("£29.18", timeout=SHOWN_MS)
    await till.get_by_test_id("item-coffee").click()
    await expect(till.get_by_test_id("due")).to_have_text("£32.08")
    assert await violations(till) == []

    await till.get_by_test_id("note-5000").click()
    await till.keyboard.press("Enter")
    await expect(till.get_by_test_id("change")).to_have_text("£17.92", timeout=SHOWN_MS)
    receipt = till.frame_locator("[data-testid=receipt]")
    await expect(receipt.get_by_text("Unleaded")).to_be_visible(timeout=SHOWN_MS)
    await expect(receipt.get_by_text("£32.08")).to_be_visible()
    await _is_printed_once_as_the_original(till)
    await till.get_by_test_id("next-customer").click()
    await expect(till.get_by_test_id("payables-count")).to_have_text("0")
    await _is_in_the_books(station)
    await _prepays_in_two_parts(station, till)
    await _comes_back_to_pay(station, till)


async def _is_printed_once_as_the_original(till: Page) -> None:
    receipt, button = till.frame_locator("[data-testid=receipt]"), till.get_by_test_id("receipt-print")
    await expect(receipt.get_by_text("PREVIEW")).to_be_visible()
    await button.click()
    await expect(button).to_have_text("Print a copy", timeout=SHOWN_MS)
    await expect(receipt.get_by_text("£32.08")).to_be_visible(timeout=SHOWN_MS)
    await expect(receipt.get_by_text("PREVIEW")).to_have_count(0)
    await expect(receipt.get_by_text("COPY")).to_have_count(0)
    await button.click()
    await expect(receipt.get_by_text("COPY 1")).to_be_visible(timeout=SHOWN_MS)


async def _prepays_in_two_parts(station: Station, till: Page) -> None:
    await till.get_by_test_id("tap-2").click(timeout=SHOWN_MS)
    await till.get_by_test_id("preset-2000").click(timeout=SHOWN_MS)
    await till.get_by_test_id("prepay-next").click()
    await till.get_by_test_id("note-500").click()
    await till.get_by_test_id("cash-take").click()
    await expect(till.get_by_test_id("due")).to_have_text("£15.00")
    assert await violations(till) == []
    await till.get_by_test_id("cash-exact").click()
    await expect(till.get_by_test_id("prepaid")).to_contain_text("released for £20.00", timeout=SHOWN_MS)
    (sale,) = (await station.manager.get("/sales", site=station.site, kind="PRE_PAY"))["items"]
    assert [tender["amount_minor"] for tender in sale["tenders"]] == [500, 1_500]
    await till.keyboard.press("Escape")


async def _comes_back_to_pay(station: Station, till: Page) -> None:
    """Somebody drove off; now they stand at the counter."""
    await station.calls(1, 10_000)
    sale = await station.manager.becomes((await station.manager.release(1))["sale_id"], "PAYABLE")
    left = await station.manager.post(f"/sales/{sale['sale_id']}/drive-off", {"registration": "AB12 CDE"})
    await till.get_by_test_id("debts-open").click()
    await till.get_by_test_id("debt-search").fill("ab12")
    await till.get_by_test_id(f"debt-{left['debt']['debt_id']}").click(timeout=SHOWN_MS)
    await till.get_by_test_id("note-2000").click()
    assert await violations(till) == []
    await till.get_by_test_id("cash-take").click()
    await expect(till.get_by_test_id("debt-change")).to_have_text("£5.41", timeout=SHOWN_MS)
    receipt = till.frame_locator("[data-testid=receipt]")
    await expect(receipt.get_by_text("Payment received", exact=False)).to_be_visible(timeout=SHOWN_MS)
    assert (await station.manager.get("/debts", site=station.site, state="OPEN"))["items"] == []


async def _shift_opens(till: Page, site: str) -> None:
    await till.goto(f"/pos/?site={site}")
    await till.get_by_test_id("float").fill("100.00")
    assert await violations(till) == []
    await till.get_by_test_id("open-shift-submit").click()
    await expect(till.get_by_test_id("live-status")).to_have_attribute("data-status", "live", timeout=SHOWN_MS)


async def _rings_and_is_released(till: Page) -> None:
    """The nozzle is lifted; the tile rings until the cashier taps it."""
    tile = till.get_by_test_id("tile-1")
    await expect(tile).to_have_attribute("data-calling", "true", timeout=SHOWN_MS)
    await wait_until(lambda: till.evaluate("window.beeps"), SOON_S, POLL_S)
    await till.get_by_test_id("tap-1").click()
    await expect(tile).to_have_attribute("data-calling", "false")


async def _is_in_the_books(station: Station) -> None:
    sales = await station.manager.get("/sales", site=station.site, state="CLEARED")
    (sale,) = sales["items"]
    assert (sale["kind"], sale["clearing"], sale["total_minor"]) == ("POST_PAY", "PAID", 3_208)
    assert sale["tenders"][0]["change_minor"] == 1_792
    await station.everything_is_booked()
