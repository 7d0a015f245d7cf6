"""A new version of the till waits until the sale is done, in every tab."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from tests.support.browser import SHOWN_MS, chromium, shown, sign_in
from tests.support.desk import SOON_S
from tests.support.platform import Platform, serving_process
from tests.support.second_gateway import own_gateway
from tests.support.station import Places
from tests.support.tills import seen, shift_opens

pytestmark = pytest.mark.e2e

LOOK = "navigator.serviceWorker.getRegistration('/pos/').then((found) => found.update()).then(() => true)"
MARK = "document.documentElement.dataset.before = ''"
MARKED = "html[data-before]"


@pytest.fixture
def released(platform: Platform, tmp_path: Path) -> Path:
    """A copy of the web app, whose worker can become another one."""
    port = urlsplit(platform["URL"]).port
    assert port is not None
    root = tmp_path / "web"
    shutil.copytree(serving_process(port).environ()["MOTORWAY_WEB_ROOT"], root)
    (root / "pos" / "sw.js.br").unlink(missing_ok=True)
    return root


@pytest_asyncio.fixture
async def counter(platform: Platform, released: Path) -> AsyncIterator[BrowserContext]:
    async with own_gateway(platform, MOTORWAY_WEB_ROOT=str(released)) as gateway, chromium() as browser:
        context = await browser.new_context(viewport={"width": 1024, "height": 768}, base_url=gateway.url)
        yield context
        await context.close()


async def test_a_new_version_is_loaded_when_nobody_is_being_served(
    platform: Platform, places: Places, counter: BrowserContext, released: Path
) -> None:
    station, till = await places("update"), await counter.new_page()
    await sign_in(till, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
    await shift_opens(till, station.site)
    other = await counter.new_page()
    await other.goto(f"/pos/?site={station.site}")
    await expect(seen(other, "tile-1")).to_be_visible(timeout=SHOWN_MS)
    for tab in (till, other):
        await tab.evaluate(MARK)
    await till.get_by_test_id("shop-sale").click()
    await expect(till.get_by_test_id("pay")).to_be_visible(timeout=SHOWN_MS)

    worker = released / "pos" / "sw.js"
    worker.write_text(worker.read_text() + "\n// a later version\n")
    assert await other.evaluate(LOOK)
    await expect(other.get_by_test_id("new-version")).to_be_visible(timeout=SHOWN_MS)
    await expect(till.get_by_test_id("new-version")).to_have_count(0)
    await shown(other, "pos-new-version")
    await other.get_by_test_id("new-version-load").click()
    await _is_loaded_anew(other)
    await expect(till.locator(MARKED)).to_have_count(1)
    await till.get_by_test_id("put-back").click()
    await _is_loaded_anew(till)
    for tab in (till, other):
        await expect(seen(tab, "tile-1")).to_be_visible(timeout=SHOWN_MS)
        await expect(tab.get_by_test_id("new-version")).to_have_count(0)


async def _is_loaded_anew(page: Page) -> None:
    await expect(page.locator(MARKED)).to_have_count(0, timeout=SOON_S * 1000)
