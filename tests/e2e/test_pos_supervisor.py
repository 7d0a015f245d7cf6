"""A new cashier at an enrolled till, and the supervisor who comes when a PIN is asked for: from the screen."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from motorway_kit.ids import new_id
from playwright.async_api import Page, expect

from tests.support.browser import SHOWN_MS, chromium, sign_in, violations
from tests.support.desk import Document
from tests.support.platform import Platform
from tests.support.station import Places, Station

pytestmark = pytest.mark.e2e

PIN, HER_PIN = "7093", "860391"
FIRST_SALE_PRESSES = 5
COUNT_PRESSES = """
window.presses = 0;
addEventListener("click", (event) => { if (event.isTrusted && event.detail > 0) window.presses += 1; }, true);
window.printed = 0;
window.print = () => { window.printed += 1; };
"""
ENROL = """async ({ site }) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ site, name: "Counter 1" });
    const made = await fetch("/api/v1/tills", { method: "POST", headers, body });
    const left = await fetch("/api/v1/auth/session", { method: "DELETE" });
    return [made.status, left.status];
}"""
SESSION = "fetch('/api/v1/me').then((answer) => answer.json())"


@dataclass(frozen=True)
class People:
    """User ids of a cashier and a supervisor of the station."""

    sam: str
    jo: str


@pytest_asyncio.fixture
async def tablet(platform: Platform) -> AsyncIterator[Page]:
    """A browser at the counter, signed in as the administrator."""
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1024, "height": 768}, base_url=platform["URL"])
        await page.add_init_script(COUNT_PRESSES)
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        yield page


async def test_new_cashier_sells_and_a_supervisor_approves_at_the_till(places: Places, tablet: Page) -> None:
    station = await places("counter")
    people = People(
        await _with_pin(station, "sam", "cashier", PIN), await _with_pin(station, "jo", "supervisor", HER_PIN)
    )
    assert await tablet.evaluate(ENROL, {"site": station.site}) == [201, 204]
    await _comes_in(tablet, people.sam)
    await _sells_within_five_presses(station, tablet)
    sale = await _gives_money_back(station, tablet, people)
    assert sale["refunded_minor"] == 2_918
    await _voids_a_ticket(station, tablet, people)
    await _fuels_a_van_of_the_station(station, tablet, people)
    await _reads_the_x_report(tablet)
    await _stops_from_within_a_dialog(station, tablet)
    await _closes_the_shift(tablet)


async def _with_pin(station: Station, name: str, role: str, pin: str) -> str:
    grants = [{"role": role, "site": station.site}]
    user = {"username": f"{name}.{new_id()[-8:]}", "display_name": name.capitalize(), "grants": grants}
    made = await station.manager.post("/users", {**user, "password": "eleven yellow boats at dawn"})
    user_id = str(made["user"]["user_id"])
    assert (await station.manager.ask("PUT", f"/users/{user_id}/pin", {"pin": pin})).is_success
    return user_id


async def _comes_in(page: Page, user_id: str) -> None:
    """The till shows by itself who can come in."""
    await page.goto("/pos/")
    await page.get_by_test_id(f"cashier-{user_id}").click(timeout=SHOWN_MS)
    assert await violations(page) == []
    await _types(page, PIN)
    await expect(page.get_by_test_id("open-shift")).to_be_visible(timeout=SHOWN_MS)
    assert page.url.endswith("/pos/")


async def _types(page: Page, pin: str) -> None:
    for digit in pin:
        await page.get_by_test_id(f"pin-{digit}").click()
    await page.get_by_test_id("pin-enter").click()


async def _sells_within_five_presses(station: Station, page: Page) -> None:
    await page.evaluate("window.presses = 0")
    await page.get_by_test_id("open-shift-submit").click()
    await station.arrives(1, 20_000)
    await expect(page.get_by_test_id("tile-1")).to_have_attribute("data-calling", "true", timeout=SHOWN_MS)
    await page.get_by_test_id("tap-1").click()
    await page.get_by_test_id("payable-1").click(timeout=SHOWN_MS)
    await page.get_by_test_id("cash-exact").click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("paid")).to_be_visible(timeout=SHOWN_MS)
    assert 0 < await page.evaluate("window.presses") <= FIRST_SALE_PRESSES
    await page.get_by_test_id("next-customer").click()


async def _gives_money_back(station: Station, page: Page, people: People) -> Document:
    """Sam asks, Jo types her PIN, and Sam is still in."""
    await page.get_by_test_id("recent-open").click()
    sold = page.get_by_test_id("recent").get_by_role("listitem").first
    await expect(sold).to_contain_text("Unleaded 20.00 L", timeout=SHOWN_MS)
    await sold.get_by_role("button").click()
    await page.get_by_test_id("refund-open").click(timeout=SHOWN_MS)
    await page.get_by_test_id("refund-line-1").check(timeout=SHOWN_MS)
    await page.get_by_test_id("refund-reason").fill("wrong pump")
    assert await violations(page) == []
    await page.get_by_test_id("refund-ask").click()
    await _is_approved(page, people.jo)
    await expect(page.get_by_test_id("refunded")).to_contain_text("£29.18", timeout=SHOWN_MS)
    assert (await page.evaluate(SESSION))["user_id"] == people.sam
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    (refund,) = (await station.manager.get("/refunds", site=station.site))["items"]
    assert (refund["requested_by"][:4], refund["decided_by"][:3]) == ("sam.", "jo.")
    records = (await station.manager.get("/audit", site=station.site, operation="sales.approve"))["items"]
    assert (records[0]["actor_name"][:4], records[0]["after"]["approved_by"]["user_id"]) == ("sam.", people.jo)
    return await station.manager.sale(refund["sale_id"])


async def _is_approved(page: Page, approver: str) -> None:
    await page.get_by_test_id(f"approver-{approver}").click(timeout=SHOWN_MS)
    await _types(page, HER_PIN)


async def _voids_a_ticket(station: Station, page: Page, people: People) -> None:
    await page.get_by_test_id("shop-sale").click()
    await page.get_by_test_id("item-coffee").click(timeout=SHOWN_MS)
    await page.get_by_test_id("void").click(timeout=SHOWN_MS)
    await page.get_by_test_id("void-reason").fill("left the queue")
    await page.get_by_test_id("void-confirm").click()
    await _is_approved(page, people.jo)
    await expect(page.get_by_test_id("payables-count")).to_be_visible(timeout=SHOWN_MS)
    (voided,) = (await station.manager.get("/sales", site=station.site, state="VOIDED"))["items"]
    assert voided["reason"] == "left the queue"


async def _fuels_a_van_of_the_station(station: Station, page: Page, people: People) -> None:
    """Nobody pays: Jo answers for the release, and for the ticket."""
    await station.pump_becomes(1, "IDLE")
    await page.get_by_test_id("more-1").click()
    await page.get_by_test_id("without-money").click(timeout=SHOWN_MS)
    await page.get_by_label("What for").select_option("OWN_USE")
    await page.get_by_test_id("without-money-why").fill("van of the station")
    await page.get_by_test_id("without-money-release").click()
    await _is_approved(page, people.jo)
    await station.pump_becomes(1, "AUTHORISED")
    await station.arrives(1, 5_000)
    await page.get_by_test_id("payable-1").click(timeout=SHOWN_MS)
    await page.get_by_test_id("confirm-clearing").click(timeout=SHOWN_MS)
    await _is_approved(page, people.jo)
    await page.get_by_test_id("next-customer").click(timeout=SHOWN_MS)
    (van,) = [sale for sale in await station.manager.sales() if sale["clearing"] == "OWN_USE"]
    assert (van["note"], van["lines"][0]["fuel"]["volume_ml"], van["tenders"]) == ("van of the station", 5_000, [])


async def _reads_the_x_report(page: Page) -> None:
    await page.get_by_test_id("shift-menu-open").click()
    await page.get_by_test_id("x-report").click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("report-slip")).to_contain_text("X report", timeout=SHOWN_MS)
    assert await violations(page) == []
    await page.get_by_test_id("report-print").click()
    assert await page.evaluate("window.printed") == 1
    await page.get_by_test_id("report-done").click()


async def _stops_from_within_a_dialog(station: Station, page: Page) -> None:
    """One press, though a dialog is open; the pumps confirm it by their own state."""
    await page.get_by_test_id("more-2").click()
    await expect(page.get_by_test_id("pump-dialog")).to_be_visible(timeout=SHOWN_MS)
    await page.get_by_test_id("pump-dialog").get_by_test_id("emergency-stop-here").click()
    for pump in (1, 2):
        await expect(page.get_by_test_id(f"stopped-{pump}")).to_have_attribute("data-stopped", "true", timeout=SHOWN_MS)
    assert await violations(page) == []
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("stopped-notice")).to_be_visible()
    await station.manager.post(f"/sites/{station.site}/restart")


async def _closes_the_shift(page: Page) -> None:
    await page.get_by_test_id("shift-menu-open").click()
    await page.get_by_test_id("close-shift-open").click(timeout=SHOWN_MS)
    await page.get_by_test_id("close-shift-confirm").click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("report-slip")).to_contain_text("Z report 1", timeout=SHOWN_MS)
    await expect(page.get_by_test_id("over-short")).to_have_text("£0.00")
    assert await violations(page) == []
    await page.get_by_test_id("shift-closed").click()
    await expect(page.get_by_test_id("open-shift")).to_be_visible(timeout=SHOWN_MS)
