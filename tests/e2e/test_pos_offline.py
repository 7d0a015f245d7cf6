"""The line goes while customers stand at the counter; the till goes on, and the books are right when it is back."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, Route, expect

from tests.support.browser import SHOWN_MS, chromium, shown, sign_in
from tests.support.desk import SOON_S, Document
from tests.support.platform import Platform
from tests.support.station import Places, Station
from tests.support.tills import knows, seen, shift_opens

pytestmark = pytest.mark.e2e

OPERATIONS = "**/offline-devices/*/operations"


@pytest_asyncio.fixture
async def browser_of_a_till(platform: Platform) -> AsyncIterator[BrowserContext]:
    async with chromium() as browser:
        context = await browser.new_context(viewport={"width": 1024, "height": 768}, base_url=platform["URL"])
        yield context
        await context.close()


@pytest_asyncio.fixture
async def till(browser_of_a_till: BrowserContext, platform: Platform) -> Page:
    """A tablet at the counter, signed in."""
    page = await browser_of_a_till.new_page()
    await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
    return page


async def test_the_till_sells_without_a_line_and_everything_is_booked_once(
    places: Places, till: Page, browser_of_a_till: BrowserContext
) -> None:
    station = await places("offline")
    await shift_opens(till, station.site)
    first, second = await _fuelled(station, 1), await _fuelled(station, 2)
    await knows(till, [1, 2])
    await _can_be_installed(till)

    await browser_of_a_till.set_offline(True)
    await expect(seen(till, "offline-till")).to_be_visible(timeout=SHOWN_MS)
    await expect(seen(till, "live-status")).to_have_attribute("data-status", "offline")
    await shown(till, "pos-offline")
    await _starts_again_without_the_server(till)
    await _sells_from_the_shop(till)
    await _takes_cash_for_fuel(till)
    await _takes_money_for_what_somebody_else_settles(station, till, second)
    await _drops_into_the_safe(till)
    await _takes_cash_for_what_the_pump_shows(station, till)
    await expect(seen(till, "unsent")).to_have_attribute("data-count", "5")

    await browser_of_a_till.set_offline(False)
    await expect(seen(till, "tile-1")).to_be_visible(timeout=SHOWN_MS)
    await expect(seen(till, "unsent")).to_have_count(0)
    await expect(seen(till, "live-status")).to_have_attribute("data-status", "live", timeout=SHOWN_MS)
    await _explains_what_did_not_fit(till)
    await _stands_in_the_books_once(station, first)
    await _is_explained_in_the_office(station, till)


async def test_two_tabs_share_one_till_without_a_line(
    places: Places, till: Page, browser_of_a_till: BrowserContext
) -> None:
    station = await places("offline-tabs")
    await shift_opens(till, station.site)
    sale = await _fuelled(station, 1)
    await knows(till, [1])
    other = await browser_of_a_till.new_page()
    await other.goto(f"/pos/?site={station.site}")
    await expect(seen(other, "tile-1")).to_be_visible(timeout=SHOWN_MS)

    await browser_of_a_till.set_offline(True)
    for tab in (till, other):
        await seen(tab, "offline-payable-1").click(timeout=SHOWN_MS)
    await seen(till, "cash-exact").click()
    await seen(till, "offline-next").click()
    await seen(other, "cash-exact").click()
    await expect(seen(other, "offline-wrong")).to_contain_text("paid at this till already")
    await seen(other, "offline-back").click()
    await expect(seen(other, "offline-payable-1")).to_have_count(0)
    await _cannot_be_left(other)
    for tab in (till, other):
        await _buys_a_coffee(tab)
    await expect(seen(other, "unsent")).to_have_attribute("data-count", "3")

    await browser_of_a_till.route(OPERATIONS, _refuse)
    await browser_of_a_till.set_offline(False)
    await _nobody_signs_out_meanwhile(browser_of_a_till)
    await browser_of_a_till.route(OPERATIONS, _find_broken)
    await _the_shift_stays_open_meanwhile(till)
    await browser_of_a_till.unroute(OPERATIONS)
    await expect(seen(till, "unsent")).to_have_count(0, timeout=SOON_S * 1000)
    for tab in (till, other):
        await expect(seen(tab, "tile-1")).to_be_visible(timeout=SHOWN_MS)
    cleared = await station.manager.get("/sales", site=station.site, state="CLEARED")
    assert sorted(one["total_minor"] for one in cleared["items"]) == [290, 290, sale["total_minor"]]
    assert [one["number"] for one in await _operations(station)] == [3, 2, 1]


async def _fuelled(station: Station, pump: int) -> Document:
    """Somebody has fuelled and stands in the queue."""
    await station.calls(pump, 20_000)
    sale = await station.manager.release(pump)
    return await station.manager.becomes(sale["sale_id"], "PAYABLE")


async def _starts_again_without_the_server(till: Page) -> None:
    await till.reload()
    await expect(seen(till, "offline-till")).to_be_visible(timeout=SHOWN_MS)
    await expect(seen(till, "offline-payable-1")).to_contain_text("£29.18")


async def _buys_a_coffee(till: Page) -> None:
    await seen(till, "offline-shop").click()
    await seen(till, "offline-item-coffee").click()
    await seen(till, "cash-exact").click()
    await seen(till, "offline-next").click()


async def _sells_from_the_shop(till: Page) -> None:
    await seen(till, "offline-shop").click()
    await seen(till, "offline-item-coffee").click()
    await seen(till, "offline-item-coffee").click()
    await expect(seen(till, "offline-due")).to_have_text("£5.80")
    await shown(till, "pos-offline-ticket")
    await seen(till, "note-1000").click()
    await till.keyboard.press("Enter")
    await expect(seen(till, "offline-change")).to_have_text("£4.20")
    await expect(seen(till, "offline-series")).to_contain_text("/off-a")
    await shown(till, "pos-offline-paid")
    await till.keyboard.press("Enter")


async def _takes_cash_for_fuel(till: Page) -> None:
    await seen(till, "offline-payable-1").click()
    await seen(till, "offline-item-bread").click()
    await seen(till, "cash-exact").click()
    await expect(seen(till, "offline-receipt")).to_contain_text("£31.03")
    await seen(till, "offline-next").click()
    await expect(seen(till, "offline-payable-1")).to_have_count(0)


async def _takes_money_for_what_somebody_else_settles(station: Station, till: Page, sale: Document) -> None:
    desk = await station.till("Counter 2")
    await desk.settle(sale["sale_id"])
    await seen(till, "offline-payable-2").click()
    await seen(till, "cash-exact").click()
    await seen(till, "offline-next").click()


async def _drops_into_the_safe(till: Page) -> None:
    await seen(till, "offline-DROP").click()
    for digit in "2000":
        await till.keyboard.press(digit)
    await seen(till, "offline-record").click()
    await expect(seen(till, "offline-movement")).to_have_count(0)


async def _takes_cash_for_what_the_pump_shows(station: Station, till: Page) -> None:
    """Somebody fuels while the line is away: only the pump and the server know."""
    await station.calls(1, 10_000)
    await station.manager.becomes((await station.manager.release(1))["sale_id"], "PAYABLE")
    await seen(till, "offline-typed").click()
    await seen(till, "typed-pump-1").click()
    for digit in "1459":
        await till.keyboard.press(digit)
    await expect(seen(till, "typed-amount")).to_have_text("£14.59")
    await seen(till, "typed-next").click()
    await seen(till, "cash-exact").click()
    await expect(seen(till, "offline-receipt")).to_contain_text("£14.59")
    await seen(till, "offline-next").click()


async def _can_be_installed(till: Page) -> None:
    """But for the window of the test, which keeps nothing."""
    session = await till.context.new_cdp_session(till)
    wrong = (await session.send("Page.getInstallabilityErrors"))["installabilityErrors"]
    assert {one["errorId"] for one in wrong} <= {"in-incognito"}


async def _cannot_be_left(till: Page) -> None:
    """No way out is shown while the line is away: neither signing out nor the end of the shift."""
    for way in ("account-menu", "till-switch", "shift-menu-open"):
        await expect(seen(till, way)).to_have_count(0)


async def _refuse(route: Route) -> None:
    await route.fulfill(status=503, json={"reason": "Unavailable"})


async def _find_broken(route: Route) -> None:
    await route.fulfill(status=409, json={"reason": "OfflineChainBroken", "detail": "number 7 is expected"})


async def _the_shift_stays_open_meanwhile(till: Page) -> None:
    """What the server does not take, somebody must look at; until then no Z report can be right."""
    await expect(seen(till, "tile-1")).to_be_visible(timeout=SOON_S * 1000)
    await seen(till, "link-badge").click()
    await expect(seen(till, "queue")).to_contain_text("number 7 is expected")
    await till.keyboard.press("Escape")
    await seen(till, "shift-menu-open").click()
    await seen(till, "close-shift-open").click()
    await expect(seen(till, "held-back")).to_contain_text("3 operations")
    await expect(seen(till, "close-shift-confirm")).to_have_count(0)
    await till.keyboard.press("Escape")


async def _nobody_signs_out_meanwhile(browser_of_a_till: BrowserContext) -> None:
    """What only this browser knows holds its people back, on every page."""
    page = await browser_of_a_till.new_page()
    await page.goto("/")
    await page.get_by_test_id("account-menu").click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("held-back")).to_contain_text("3 operations")
    await expect(page.get_by_test_id("sign-out")).to_be_disabled()
    await page.close()


async def _explains_what_did_not_fit(till: Page) -> None:
    await seen(till, "link-badge").click()
    for number, outcome in ((1, "APPLIED"), (2, "APPLIED"), (3, "CONFLICT"), (4, "APPLIED"), (5, "APPLIED")):
        await expect(seen(till, f"operation-{number}")).to_have_attribute("data-outcome", outcome)
    await expect(seen(till, "operation-3")).to_contain_text("settled elsewhere")
    await shown(till, "pos-offline-queue")
    await till.keyboard.press("Escape")


async def _stands_in_the_books_once(station: Station, fuelled: Document) -> None:
    sale = await station.manager.get(f"/sales/{fuelled['sale_id']}")
    assert (sale["state"], sale["clearing"], sale["total_minor"]) == ("CLEARED", "PAID", 3_103)
    operations = await _operations(station)
    assert [(one["number"], one["outcome"], one["cash_minor"]) for one in reversed(operations)] == [
        (1, "APPLIED", 580),
        (2, "APPLIED", 3_103),
        (3, "CONFLICT", 2_918),
        (4, "APPLIED", -2_000),
        (5, "APPLIED", 1_459),
    ]
    assert [one["receipt_number"] for one in reversed(operations)] == [1, 2, 3, 0, 4]
    await station.everything_is_booked()


async def _is_explained_in_the_office(station: Station, page: Page) -> None:
    await page.goto(f"/offline-tills/?site={station.site}&unresolved=true")
    (conflict,) = [one for one in await _operations(station) if one["outcome"] == "CONFLICT"]
    await shown(page, "offline-tills")
    await page.get_by_test_id(f"explain-{conflict['operation_id']}").click(timeout=SHOWN_MS)
    await page.get_by_label("What was done").fill("£29.18 given back at the counter")
    await page.get_by_role("dialog").get_by_role("button", name="Explain").click()
    await expect(page.get_by_test_id(f"offline-{conflict['operation_id']}")).to_have_count(0, timeout=SHOWN_MS)
    (explained,) = [one for one in await _operations(station) if one["outcome"] == "CONFLICT"]
    assert explained["resolution"] == "£29.18 given back at the counter"


async def _operations(station: Station) -> list[Document]:
    found: list[Document] = (await station.manager.get(f"/sites/{station.site}/offline-operations"))["items"]
    return found
