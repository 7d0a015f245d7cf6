"""Everything that can be touched at the till is 44 px wide and high, on a phone, a tablet and a desk."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from tests.support.browser import SHOWN_MS, chromium, sign_in
from tests.support.platform import Platform
from tests.support.station import Places, Station
from tests.support.tills import knows, seen, shift_opens

pytestmark = pytest.mark.e2e

SIZES = ((390, 844), (820, 1180), (1280, 800))
SMALL = """() => {
  const root = document.querySelector("dialog[open]") ?? document.body;
  const size = (one) => {
    const box = (["checkbox", "radio"].includes(one.type) ? one.closest("label") ?? one : one).getBoundingClientRect();
    // What only screen readers see is cut away until it has the focus.
    return getComputedStyle(one).clipPath === "none" ? [Math.round(box.width), Math.round(box.height)] : [0, 0];
  };
  return [...root.querySelectorAll("button, a[href], input, select, textarea, summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.type !== "file")
    .map((one) => [one.dataset.testid ?? one.textContent.trim().slice(0, 30), ...size(one)])
    .filter(([, width, height]) => Math.min(width, height) > 1 && Math.min(width, height) < 44)
    .map((one) => one.join(" "));
}"""
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
Look = Callable[[str], Awaitable[None]]


@pytest_asyncio.fixture
async def counter(platform: Platform) -> AsyncIterator[BrowserContext]:
    async with chromium() as browser:
        context = await browser.new_context(base_url=platform["URL"])
        yield context
        await context.close()


async def test_fingers_find_everything(places: Places, counter: BrowserContext, platform: Platform) -> None:
    station, page = await places("fingers"), await counter.new_page()
    await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
    small: list[str] = []

    async def look(view: str) -> None:
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            found = await page.evaluate(SMALL)
            over = await page.evaluate(WIDE)
            wrong = [*found, *([f"{over} px too wide"] if over > 0 else [])]
            small.extend(f"{view} at {width}: {one}" for one in wrong)

    await walk(station, page, look)
    await knows(page, [])
    await counter.set_offline(True)
    await walk_offline(page, look)
    assert small == []


async def walk(station: Station, page: Page, look: Look) -> None:
    """From view to view of the till."""
    await page.goto(f"/pos/?site={station.site}")
    await expect(page.get_by_test_id("open-shift")).to_be_visible(timeout=SHOWN_MS)
    await look("open shift")
    await shift_opens(page, station.site)
    await station.calls(1, 20_000)
    await station.manager.becomes((await station.manager.release(1))["sale_id"], "PAYABLE")
    await expect(seen(page, "payable-1")).to_be_visible(timeout=SHOWN_MS)
    await look("forecourt")
    await _dialogs(page, look)
    await _prepayment(page, look)
    await _ticket(page, look)


OPENED: Mapping[str, tuple[str, ...]] = {
    "recent": ("recent-open",),
    "debts": ("debts-open",),
    "shift": ("shift-menu-open",),
    "paid out": ("shift-menu-open", "movement-PAID_OUT"),
    "printer": ("shift-menu-open", "printer-open"),
    "close": ("shift-menu-open", "close-shift-open"),
    "line": ("link-badge",),
}


async def _dialogs(page: Page, look: Look) -> None:
    for name, presses in OPENED.items():
        for press in presses:
            await seen(page, press).click(timeout=SHOWN_MS)
        await expect(page.locator("dialog[open]")).to_be_visible(timeout=SHOWN_MS)
        await look(name)
        await page.keyboard.press("Escape")
        await expect(page.locator("dialog[open]")).to_have_count(0)
    await seen(page, "account-menu").click()
    await expect(seen(page, "sign-out")).to_be_visible(timeout=SHOWN_MS)
    await look("menu")
    await seen(page, "account-menu").click()
    await seen(page, "shift-menu-open").click()
    await seen(page, "x-report").click(timeout=SHOWN_MS)
    await expect(seen(page, "report-slip")).to_be_visible(timeout=SHOWN_MS)
    await look("X report")
    await seen(page, "report-done").click()


async def _prepayment(page: Page, look: Look) -> None:
    await seen(page, "more-2").click()
    await seen(page, "without-money").click(timeout=SHOWN_MS)
    await look("pump")
    await seen(page, "preset-2000").click()
    await seen(page, "prepay-next").click()
    await look("prepayment")
    await page.keyboard.press("Escape")


async def _ticket(page: Page, look: Look) -> None:
    await seen(page, "payable-1").click()
    await seen(page, "item-coffee").click(timeout=SHOWN_MS)
    for way in ("card", "account", "cash"):
        await seen(page, f"pay-by-{way}").click()
        await look(f"ticket, {way}")
    await seen(page, "drive-off").click()
    await expect(seen(page, "registration")).to_be_visible(timeout=SHOWN_MS)
    await look("drive-off")
    await page.keyboard.press("Escape")
    await seen(page, "note-500").click()
    await seen(page, "cash-take").click()
    await seen(page, "cash-exact").click()
    await expect(seen(page, "paid")).to_be_visible(timeout=SHOWN_MS)
    await seen(page, "receipt-mail").click()
    await look("paid")
    await seen(page, "next-customer").click()


async def walk_offline(page: Page, look: Look) -> None:
    """From view to view of the till without a line."""
    await expect(seen(page, "offline-till")).to_be_visible(timeout=SHOWN_MS)
    await look("offline")
    for name, inside in (("offline-typed", "typed-pump-1"), ("offline-DROP", "offline-record")):
        await seen(page, name).click()
        await expect(seen(page, inside)).to_be_visible(timeout=SHOWN_MS)
        await look(name)
        await page.keyboard.press("Escape")
    await seen(page, "offline-shop").click()
    await seen(page, "offline-item-coffee").click()
    await look("offline ticket")
    await seen(page, "cash-exact").click()
    await expect(seen(page, "offline-paid")).to_be_visible(timeout=SHOWN_MS)
    await look("offline paid")
    await seen(page, "offline-next").click()
    await seen(page, "link-badge").click()
    await expect(seen(page, "queue")).to_be_visible(timeout=SHOWN_MS)
    await look("queue")
