"""The network on a map, in a real browser: by hand, by keys, from its address, and with very many sites."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
import yaml
from playwright.async_api import Page, Route, expect

from tests.e2e.conftest import DEMO_SITES
from tests.e2e.test_devices import an_alarm
from tests.support.browser import SHOWN_MS, chromium, shown, sign_in, violations
from tests.support.mqtt import publish
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

PHONE_PX = 390
NORTH, SOUTH, AWAY, LOST = "map-north", "map-south", "map-away", "map-lost"
PLACES = {
    NORTH: {"latitude": 48.1372, "longitude": 11.5755},
    SOUTH: {"latitude": 48.0900, "longitude": 11.5300},
    AWAY: {"latitude": 53.5511, "longitude": 9.9937},
    LOST: None,
}
# Silent after its alarm, a controller counts as offline too.
IN_TROUBLE = re.compile("^(alerts|offline)$")
MANY = 2000
A_PAGE = 500


@pytest_asyncio.fixture
async def page(platform: Platform) -> AsyncIterator[Page]:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 900}, base_url=platform["URL"])
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        yield page


DEMO: dict[str, Any] = yaml.safe_load(DEMO_SITES.read_text())["sites"][0]


def _site(site_id: str, position: dict[str, float] | None) -> dict[str, Any]:
    site = {name: value for name, value in DEMO.items() if name != "simulation"}
    return site | {"site_id": site_id, "name": f"On the map {site_id}", "position": position}


async def _mapped(api: httpx.AsyncClient) -> None:
    for site_id, position in PLACES.items():
        (await api.put(f"/sites/{site_id}", json=_site(site_id, position))).raise_for_status()


async def test_a_dispatcher_finds_the_site_in_trouble_on_the_map(
    platform: Platform, api: httpx.AsyncClient, page: Page
) -> None:
    await _mapped(api)
    certificate = (await platform.enrol([SOUTH])) / SOUTH
    await publish(platform, certificate, f"motorway/v1/{SOUTH}/alarm", an_alarm("on_the_map"))
    await page.goto("/?view=map&text=map-")
    await expect(page.get_by_test_id("map-land")).to_have_attribute("data-drawn", "true", timeout=SHOWN_MS)
    await expect(page.get_by_test_id(f"mark-{AWAY}")).to_have_attribute("data-state", "unknown")
    cluster = page.get_by_test_id("cluster")
    await expect(cluster).to_have_text("2")
    await expect(cluster).to_have_attribute("data-state", IN_TROUBLE, timeout=60_000)
    await expect(page.get_by_role("heading", name="3 of 4 sites in view")).to_be_visible()
    await expect(page.get_by_role("heading", name="1 site is not on the map")).to_be_visible()
    await shown(page, "network-map")
    await cluster.click()
    await expect(page.get_by_test_id(f"mark-{SOUTH}")).to_have_attribute("data-state", IN_TROUBLE)
    await expect(page.get_by_test_id(f"mark-{NORTH}")).to_have_attribute("data-state", "unknown")
    await expect(page.get_by_role("heading", name="2 of 4 sites in view")).to_be_visible()
    await expect(page).to_have_url(re.compile("at=48"))
    await page.get_by_test_id(f"mark-{SOUTH}").focus()
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(f"/site/\\?id={SOUTH}"))


async def test_the_map_obeys_keys_and_is_found_again_by_its_address(api: httpx.AsyncClient, page: Page) -> None:
    await _mapped(api)
    await page.goto("/?view=map&text=map-&at=48.1372,11.5755,10")
    chart = page.get_by_test_id("map")
    await expect(chart).to_have_attribute("data-zoom", "10", timeout=SHOWN_MS)
    await expect(page.get_by_test_id(f"mark-{NORTH}")).to_be_visible()
    await page.get_by_test_id("map-closer").focus()
    await page.keyboard.press("-")
    await page.keyboard.press("ArrowRight")
    await expect(chart).to_have_attribute("data-zoom", "9.5")
    await expect(page).to_have_url(re.compile(r"at=48\.\d+%2C1[12]\.\d+%2C9\.5"))
    await page.reload()
    await expect(chart).to_have_attribute("data-zoom", "9.5", timeout=SHOWN_MS)
    await chart.hover(position={"x": 300, "y": 300})
    await page.mouse.down()
    await page.mouse.move(900, 500, steps=5)
    await page.mouse.up()
    await expect(page.get_by_text("No site in this part of the map.")).to_be_visible()
    await page.get_by_test_id("map-everything").click()
    await expect(page.get_by_test_id(f"mark-{AWAY}")).to_be_visible()
    await expect(page).not_to_have_url(re.compile("at="))
    await page.set_viewport_size({"width": PHONE_PX, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE_PX
    assert await violations(page) == []


async def _many(route: Route) -> None:
    """Two thousand sites in pages, as the API gives them."""
    first = int((re.findall(r"cursor=(\d+)", route.request.url) or ["0"])[0])
    items = [
        _site(f"many-{i:04d}", {"latitude": 40 + (i % 40) * 0.3, "longitude": -4 + i // 40 * 0.4}) | {"version": 1}
        for i in range(first, first + A_PAGE)
    ]
    following = str(first + A_PAGE) if first + A_PAGE < MANY else ""
    body = json.dumps({"items": items, "next_cursor": following})
    await route.fulfill(body=body, content_type="application/json")


async def test_two_thousand_sites_are_a_map_that_can_be_used(page: Page) -> None:
    await page.route(re.compile(r"/api/v1/sites(\?|$)"), _many)
    await page.goto("/?view=map")
    await expect(page.get_by_role("heading", name="2,000 of 2,000 sites in view")).to_be_visible(timeout=SHOWN_MS)
    marks = page.get_by_test_id("cluster").or_(page.locator("[data-testid^=mark-]"))
    assert 20 < await marks.count() < 400
    await expect(page.get_by_text("and 1,900 more: move closer to see them")).to_be_visible()
    await expect(page.get_by_test_id("live-status")).to_have_attribute("data-status", "live", timeout=SHOWN_MS)
    await page.get_by_test_id("cluster").nth(5).click()
    await expect(page.get_by_role("heading", name="2,000 of 2,000 sites in view")).to_have_count(0)
