"""Nothing that is being read moves away because the rest of the page arrives."""

import pytest
from motorway_kit.testing import wait_until
from playwright.async_api import Page, expect

from tests.support.browser import SHOWN_MS, chromium, sign_in
from tests.support.platform import Platform
from tests.support.station import Places
from tests.support.watching import SHIFTS

pytestmark = pytest.mark.e2e

MOST = 0.1
"""What Google calls good; of the whole loading of a page, not of its worst second."""
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PAGES = (
    "/",
    "/alerts/",
    "/sales/",
    "/shifts/",
    "/site/?id={}",
    "/payments/",
    "/devices/",
    "/users/",
    "/audit/",
    "/pos/?site={}",
)
SETTLED = """() => document.querySelector("main h1, main [role=dialog], main form") !== null
    && document.querySelector(".skeleton, [data-status=reconnecting], [data-status=late]") === null"""


async def test_pages_do_not_move_while_they_load(places: Places, platform: Platform) -> None:
    station = await places("steady")
    async with chromium() as browser:
        context = await browser.new_context(base_url=platform["URL"], viewport=WIDE, service_workers="block")  # type: ignore[arg-type]
        await context.add_init_script(SHIFTS)
        page = await context.new_page()
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        moved = {
            f"{path} at {size['width']} px": await _moves(page, path.format(station.site))
            for size in (WIDE, PHONE)
            for path in await _sized(page, size)
        }
    assert {name: what for name, (much, what) in moved.items() if much > MOST} == {}


async def _sized(page: Page, size: dict[str, int]) -> tuple[str, ...]:
    await page.set_viewport_size(size)  # type: ignore[arg-type]
    return PAGES


async def _moves(page: Page, path: str) -> tuple[float, list[object]]:
    """How much moved until all was there, and what."""
    await page.goto("about:blank")
    await page.goto(path)
    await expect(page.locator("main")).to_be_visible(timeout=SHOWN_MS)
    await wait_until(lambda: page.evaluate(SETTLED), SHOWN_MS / 1000)
    shifts = await page.evaluate("window.shifts")
    return sum(one["value"] for one in shifts), shifts
