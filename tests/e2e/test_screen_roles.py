"""What each role finds on the screens, and what it does not. The table of operations is tested elsewhere, by cell."""

from dataclasses import dataclass
from secrets import token_hex

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from tests.support.browser import SHOWN_MS, chromium, sign_in
from tests.support.platform import Platform
from tests.support.station import configured

pytestmark = pytest.mark.e2e

SITE, ELSEWHERE = "roles-here", "roles-elsewhere"
BUTTONS = ("emergency-stop", "till-link", "configuration-link", "ping")


@dataclass(frozen=True)
class Screens:
    """Of a role: the menu, the buttons of a forecourt, and an address that is not for it."""

    menu: str
    buttons: tuple[str, ...]
    closed: str


EXPECTED = {
    "cashier": Screens("Sites Till Alerts Selling Payments Card readers", ("emergency-stop", "till-link"), "/rules/"),
    "supervisor": Screens(
        "Sites Till Alerts Selling Payments Equipment Tills", ("emergency-stop", "till-link", "ping"), "/users/"
    ),
    "station_manager": Screens(
        "Sites Till Alerts Selling Payments Equipment Administration Audit",
        ("emergency-stop", "till-link", "ping"),
        f"/site/configuration/?id={SITE}",
    ),
    "technician": Screens("Sites Alerts Prices Equipment Tills", ("emergency-stop", "ping"), "/sales/"),
    "finance": Screens("Sites Alerts Selling Payments Card readers Areas Audit", (), "/devices/"),
    "auditor": Screens("Sites Alerts Selling Payments Equipment Administration Audit", (), f"/pos/?site={SITE}"),
}


async def test_each_role_finds_what_is_its_own_and_no_more(platform: Platform, api: httpx.AsyncClient) -> None:
    for site in (SITE, ELSEWHERE):
        body = configured(site, 2, {})
        body.pop("simulation")
        (await api.put(f"/sites/{site}", json=body)).raise_for_status()
    async with chromium() as browser:
        for role, screens in EXPECTED.items():
            await _looks(await _somebody(browser, platform, api, role), screens)


async def _somebody(browser: Browser, platform: Platform, api: httpx.AsyncClient, role: str) -> Page:
    """Signed in with that role at one site."""
    username, password = f"{role.replace('_', '.')}.{token_hex(3)}", f"nine lanes {token_hex(8)}"
    grants = [{"role": role, "site": SITE}]
    who = {"username": username, "display_name": f"The {role}", "password": password, "grants": grants}
    (await api.post("/users", json=who)).raise_for_status()
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, base_url=platform["URL"])
    page = await context.new_page()
    await sign_in(page, username, password)
    return page


async def _looks(page: Page, screens: Screens) -> None:
    """Around, then leaves."""
    await page.goto("/")
    await expect(page.get_by_test_id(f"site-{SITE}")).to_be_visible(timeout=SHOWN_MS)
    await expect(page.get_by_test_id(f"site-{ELSEWHERE}")).to_have_count(0)
    menu = page.get_by_role("navigation", name="Main").get_by_role("link")
    assert " ".join(await menu.all_inner_texts()) == screens.menu
    await page.goto(f"/site/?id={SITE}")
    await expect(page.get_by_test_id("pump-1")).to_be_visible(timeout=SHOWN_MS)
    assert {name for name in BUTTONS if await page.get_by_test_id(name).count()} == set(screens.buttons)
    await page.goto(screens.closed)
    await expect(page.get_by_test_id("not-allowed")).to_be_visible(timeout=SHOWN_MS)
    await page.context.close()
