"""What a person sees: the live forecourt in a real browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.e2e.conftest import Simulate
from tests.e2e.test_devices import an_alarm, now
from tests.support.browser import chromium, sign_in
from tests.support.mqtt import publish
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

RESULTS = Path(__file__).parents[2] / "test-results"
SITE = "screen-site"


@pytest_asyncio.fixture
async def page(platform: Platform) -> AsyncIterator[Page]:
    """A browser that has signed in."""
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 900}, base_url=platform["URL"])
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        yield page


async def test_a_pump_that_calls_shows_on_the_open_page(platform: Platform, page: Page, simulate: Simulate) -> None:
    simulation = await simulate([SITE], duration_s=120, speed=4)
    await simulation.ledger()
    certificate = (await platform.enrol([SITE])) / SITE
    await page.goto(f"/site?id={SITE}")
    await expect(page.get_by_test_id("live-status")).to_have_attribute("data-status", "live", timeout=20_000)
    await expect(page.get_by_test_id("tank-1")).to_be_visible()
    calling = {"time": now(), "state": 4, "nozzle": 1, "reason": "nozzle_out"}
    await publish(platform, certificate, f"motorway/v1/{SITE}/pump/2/state", calling)
    await expect(page.get_by_test_id("pump-2")).to_have_attribute("data-state", "CALLING", timeout=10_000)
    await publish(platform, certificate, f"motorway/v1/{SITE}/alarm", an_alarm("high_water"))
    await expect(page.locator("[data-testid^=alert-]").first).to_be_visible(timeout=10_000)
    RESULTS.mkdir(exist_ok=True)
    await page.screenshot(path=RESULTS / "forecourt.png", full_page=True)


async def test_without_signing_in_there_is_only_the_login(platform: Platform) -> None:
    async with chromium() as browser:
        page = await browser.new_page(base_url=platform["URL"])
        await page.goto(f"/site?id={SITE}")
        await expect(page.get_by_test_id("sign-in")).to_be_visible(timeout=10_000)
        assert "/login" in page.url
