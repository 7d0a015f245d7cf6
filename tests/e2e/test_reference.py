"""What somebody who writes a program reads: the API reference in a real browser."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import ConsoleMessage, Page, expect

from tests.support.browser import chromium
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

RESULTS = Path(__file__).parents[2] / "test-results"
SHOWN_MS = 20_000


def watched(page: Page) -> tuple[list[str], list[str]]:
    """Addresses that the page asks, and errors that it meets; both grow while it is open."""
    addresses: list[str] = []
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    page.on("request", lambda request: addresses.append(request.url))
    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return addresses, errors


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_reference_reads_well_and_asks_nobody_else(
    platform: Platform, scheme: Literal["light", "dark"]
) -> None:
    async with chromium() as browser:
        page = await browser.new_page(
            viewport={"width": 1400, "height": 900}, base_url=platform["URL"], color_scheme=scheme
        )
        addresses, errors = watched(page)
        answer = await page.goto("/reference")
        assert answer is not None
        assert "script-src 'self';" in answer.headers["content-security-policy"]
        await expect(page.get_by_role("heading", name="Motorway Petroleum").first).to_be_visible(timeout=SHOWN_MS)
        await page.goto("/reference/#tag/sites/GET/api/v1/sites/{site}")
        await expect(page.get_by_role("heading", name="Get site").first).to_be_in_viewport(timeout=SHOWN_MS)
        await expect(page.locator(f"body.{scheme}-mode")).to_have_count(1)
        RESULTS.mkdir(exist_ok=True)
        await page.screenshot(path=RESULTS / f"reference-{scheme}.png")
    assert [address for address in addresses if not address.startswith((platform["URL"], "data:", "blob:"))] == []
    assert errors == []
