"""How much script a tablet fetches before somebody can work at the till."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.support.browser import SHOWN_MS, chromium
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

BUDGET_BYTES = 200_000
SCRIPTS = """() => performance.getEntriesByType("resource")
    .filter(one => new URL(one.name).pathname.endsWith(".js"))
    .map(one => ({name: new URL(one.name).pathname, bytes: one.encodedBodySize}))"""


@pytest.mark.parametrize("language", ["en-GB", "de-DE", "fr-FR"])
async def test_the_till_is_there_with_less_than_200_kb_of_script(platform: Platform, language: str) -> None:
    async with chromium() as browser:
        context = await browser.new_context(base_url=platform["URL"], service_workers="block", locale=language)
        page = await context.new_page()
        await page.goto("/pos/")
        await expect(page.get_by_test_id("sign-in")).to_be_visible(timeout=SHOWN_MS)
        await page.wait_for_load_state("networkidle")
        fetched: list[dict[str, Any]] = await page.evaluate(SCRIPTS)
    assert all(one["bytes"] > 0 for one in fetched)
    assert sum(one["bytes"] for one in fetched) <= BUDGET_BYTES, sorted(fetched, key=lambda one: -one["bytes"])
