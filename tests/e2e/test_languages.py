"""The screens speak the reader's language; the station's currency stays what it is."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.support.browser import SHOWN_MS, chromium, sign_in, violations
from tests.support.platform import Platform
from tests.support.station import Places

pytestmark = pytest.mark.e2e


@pytest_asyncio.fixture
async def german(platform: Platform) -> AsyncIterator[Page]:
    """A browser that asks for Austrian German first."""
    async with chromium() as browser:
        context = await browser.new_context(
            locale="de-AT", viewport={"width": 1024, "height": 768}, base_url=platform["URL"]
        )
        yield await context.new_page()


async def test_till_speaks_the_browsers_language_until_another_is_chosen(
    places: Places, platform: Platform, german: Page
) -> None:
    station = await places("languages")
    await german.goto("/login/")
    await expect(german.get_by_test_id("sign-in")).to_have_text("Anmelden", timeout=SHOWN_MS)
    await expect(german.locator("html")).to_have_attribute("lang", "de")
    await sign_in(german, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])

    await german.goto(f"/pos/?site={station.site}")
    await german.get_by_test_id("float").fill("100,00")
    await german.get_by_test_id("open-shift-submit").click()
    await expect(german.get_by_test_id("tile-1")).to_contain_text("Bereit", timeout=SHOWN_MS)
    await german.get_by_test_id("shop-sale").click()
    await german.get_by_test_id("item-coffee").click(timeout=SHOWN_MS)
    await expect(german.get_by_test_id("due")).to_have_text(re.compile(r"2,90\s£"), timeout=SHOWN_MS)
    await expect(german.get_by_test_id("cash-take")).to_contain_text("Bar kassieren")
    assert await violations(german) == []

    await _speaks_french_from_now_on(german)


async def _speaks_french_from_now_on(page: Page) -> None:
    await page.goto("/account/")
    await page.get_by_test_id("account-menu").click(timeout=SHOWN_MS)
    await page.get_by_test_id("language-fr").click()
    await expect(page.locator("html")).to_have_attribute("lang", "fr", timeout=SHOWN_MS)
    await page.reload()
    await page.get_by_test_id("account-menu").click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("sign-out")).to_have_text("Se déconnecter")
    assert await violations(page) == []
