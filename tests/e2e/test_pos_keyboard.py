"""A cashier without a mouse: the first sale, two who fuelled behind one another, a prepayment; and what rings."""

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
addEventListener("pointerdown", () => { window.pointed = true; }, true);
"""
FOCUSED = "document.activeElement?.dataset.testid ?? ''"
COLOUR = "(tile) => getComputedStyle(tile).backgroundColor"
AMBER = "rgb(255, 200, 97)"
MOST_TABS = 40


@pytest_asyncio.fixture
async def till(platform: Platform) -> AsyncIterator[Page]:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 800}, base_url=platform["URL"])
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        await page.add_init_script(LISTEN)
        yield page


async def test_a_whole_shift_needs_no_mouse(places: Places, till: Page) -> None:
    station = await places("keys")
    await till.goto(f"/pos/?site={station.site}")
    await expect(till.get_by_test_id("open-shift")).to_be_visible(timeout=SHOWN_MS)
    await _reaches(till, "open-shift-submit")
    await till.keyboard.press("Enter")
    await _rings_and_is_released(station, till)
    await _two_pay_one_after_the_other(station, till)
    await _prepays(station, till)
    await _opens_and_leaves_the_menu(till)
    assert not await till.evaluate("window.pointed === true")


async def _reaches(page: Page, name: str) -> None:
    for _ in range(MOST_TABS):
        if await page.evaluate(FOCUSED) == name:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached by Tab")


async def _rings_and_is_released(station: Station, page: Page) -> None:
    """Amber and loud until the cashier does something about it."""
    tile = page.get_by_test_id("tile-1")
    await expect(tile).to_have_attribute("data-state", "IDLE", timeout=SHOWN_MS)
    assert await tile.evaluate(COLOUR) != AMBER
    await station.arrives(1, 20_000)
    await expect(tile).to_have_attribute("data-calling", "true", timeout=SHOWN_MS)
    assert await tile.evaluate(COLOUR) == AMBER
    await wait_until(lambda: page.evaluate("window.beeps"), SOON_S, POLL_S)
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await expect(tile).to_have_attribute("data-calling", "false", timeout=SHOWN_MS)
    assert await tile.evaluate(COLOUR) != AMBER
    await expect(page.get_by_test_id("payable-1")).to_contain_text("£29.18", timeout=SHOWN_MS)


async def _two_pay_one_after_the_other(station: Station, page: Page) -> None:
    """The second fuels while the first stands in the queue."""
    await station.arrives(1, 10_000)
    await expect(page.get_by_test_id("tile-1")).to_have_attribute("data-calling", "true", timeout=SHOWN_MS)
    await page.keyboard.type("1")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("payable-1")).to_have_count(2, timeout=SHOWN_MS)
    await expect(page.get_by_test_id("tile-1")).to_contain_text("and 1 more")
    assert await violations(page) == []
    for amount in ("£29.18", "£14.59"):
        await page.keyboard.type("1")
        await page.keyboard.press("Enter")
        await expect(page.get_by_test_id("due")).to_have_text(amount, timeout=SHOWN_MS)
        await page.keyboard.press("Enter")
        await expect(page.get_by_test_id("paid")).to_be_visible(timeout=SHOWN_MS)
        await page.keyboard.press("Enter")
        await expect(page.get_by_test_id("paid")).to_have_count(0)
    await expect(page.get_by_test_id("payables-count")).to_have_text("0")


async def _prepays(station: Station, page: Page) -> None:
    await page.keyboard.type("2")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("pump-dialog")).to_be_visible(timeout=SHOWN_MS)
    await page.keyboard.type("1500")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("due")).to_have_text("£15.00", timeout=SHOWN_MS)
    await page.keyboard.type("2000")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("prepaid")).to_contain_text("released for £15.00", timeout=SHOWN_MS)
    await expect(page.get_by_test_id("prepay-change")).to_have_text("£5.00")
    (sale,) = (await station.manager.get("/sales", site=station.site, kind="PRE_PAY"))["items"]
    assert (sale["max_amount_minor"], sale["tenders"][0]["change_minor"]) == (1_500, 500)
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("pump-dialog")).to_have_count(0)


async def _opens_and_leaves_the_menu(page: Page) -> None:
    await _reaches(page, "shift-menu-open")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("shift-menu")).to_be_visible(timeout=SHOWN_MS)
    await page.keyboard.press("Escape")
    assert await page.evaluate(FOCUSED) == "shift-menu-open"
