"""What the office does with what was sold, as people see it in a real browser."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.support.browser import SHOWN_MS, chromium, shown, sign_in
from tests.support.desk import Desk, Document
from tests.support.forecourt import REAL_TIME
from tests.support.platform import Platform
from tests.support.station import DIESEL, UNLEADED, Places, Station

pytestmark = pytest.mark.e2e

PHONE_PX = 390


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as started:
        yield started


@pytest_asyncio.fixture
async def office(browser: Browser, platform: Platform) -> Page:
    """The administrator's browser, signed in."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, base_url=platform["URL"])
    page = await context.new_page()
    await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
    return page


async def _sold(station: Station, jo: Desk, pump: int = 1, nozzle: int = UNLEADED) -> Document:
    """Twenty litres and a coffee, paid in cash."""
    sale = await _fuelled(station, jo, pump, nozzle)
    await jo.lock(sale["sale_id"])
    await jo.post(f"/sales/{sale['sale_id']}/lines", {"item_id": "coffee"})
    return await jo.pay_cash(sale["sale_id"], given_minor=5_000)


async def _fuelled(station: Station, jo: Desk, pump: int = 1, nozzle: int = UNLEADED) -> Document:
    """Twenty litres that wait to be paid."""
    sale = await jo.release(pump)
    await station.arrives(pump, nozzle=nozzle)
    return await jo.becomes(sale["sale_id"], "PAYABLE")


async def _fits_a_phone(page: Page) -> None:
    """Nothing must be scrolled sideways but a table in its own frame."""
    size = page.viewport_size
    assert size is not None
    await page.set_viewport_size({"width": PHONE_PX, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE_PX
    await page.set_viewport_size(size)


async def test_the_office_finds_a_sale_and_gives_money_back(places: Places, office: Page) -> None:
    station = await places("refund")
    sale = await _sold(station, await station.till("Counter 1"))
    await station.manager.open_shift(5_000, till="Office")

    await office.goto(f"/sales/?site={station.site}")
    row = office.get_by_role("row").filter(has=office.get_by_test_id(f"sale-{sale['sale_id']}"))
    await expect(row).to_contain_text("Paid", timeout=SHOWN_MS)
    await expect(row).to_contain_text("£32.08")
    await expect(row).to_contain_text("20.00 L")
    await shown(office, "sales")
    await office.get_by_test_id("filter-state").select_option("VOIDED")
    await expect(office.get_by_text("No sale fits this search")).to_be_visible(timeout=SHOWN_MS)
    await office.get_by_test_id("filter-state").select_option("")
    await office.get_by_test_id(f"sale-{sale['sale_id']}").click(timeout=SHOWN_MS)

    await expect(office.get_by_text("Totaliser agrees")).to_be_visible(timeout=SHOWN_MS)
    await expect(office.get_by_test_id("receipt")).to_contain_text("£50.00 given, £17.92 change", timeout=SHOWN_MS)
    await expect(office.get_by_test_id("step").last).to_contain_text("Cleared")
    await shown(office, "sale")
    await _fits_a_phone(office)
    await _coffee_is_given_back(office)
    assert (await station.manager.sale(sale["sale_id"]))["refunded_minor"] == 290


async def _coffee_is_given_back(page: Page) -> None:
    await page.get_by_test_id("refund-new").click()
    await page.get_by_label("Coffee").check()
    await page.get_by_test_id("refund-reason").fill("it was cold")
    await shown(page, "refund")
    await page.get_by_test_id("refund-ask").click()
    await page.get_by_role("button", name="Approve").click(timeout=SHOWN_MS)
    await page.get_by_test_id("refund-approve-now").click(timeout=SHOWN_MS)
    await expect(page.get_by_text("£2.90 given back")).to_be_visible(timeout=SHOWN_MS)
    await page.get_by_role("button", name=re.compile("Credit")).click(timeout=SHOWN_MS)
    await expect(page.get_by_test_id("receipt")).to_contain_text("it was cold", timeout=SHOWN_MS)


async def test_a_receipt_goes_out_once_as_the_original_and_as_an_invoice(places: Places, office: Page) -> None:
    station = await places("paper")
    sale = await _sold(station, await station.till("Counter 1"))
    await office.goto(f"/sale/?id={sale['sale_id']}")
    button = office.get_by_test_id("receipt-print")
    await expect(button).to_have_text("Print original", timeout=SHOWN_MS)
    async with office.expect_download() as printed:
        await button.click()
    assert (await printed.value).suggested_filename == "counter-1-1.pdf"
    await expect(button).to_have_text("Print copy 1", timeout=SHOWN_MS)

    await office.get_by_test_id("receipt-invoice").click()
    await office.get_by_test_id("invoice-name").fill("Acme Haulage Ltd")
    await office.get_by_test_id("invoice-address").fill("1 Depot Road\nLeicester")
    await office.get_by_test_id("invoice-issue").click()
    await office.get_by_role("button", name="Invoice 1").click(timeout=SHOWN_MS)
    await expect(office.get_by_test_id("receipt")).to_contain_text("Acme Haulage Ltd", timeout=SHOWN_MS)

    await office.goto(f"/receipts/?site={station.site}")
    chains = office.get_by_test_id("receipt-chains")
    await expect(chains).to_have_attribute("data-whole", "true", timeout=SHOWN_MS)
    await shown(office, "receipts")
    await office.get_by_role("link", name="Counter 1 / 1", exact=True).click()
    await expect(office.get_by_test_id("receipt")).to_be_visible(timeout=SHOWN_MS)


async def test_a_large_price_change_must_be_meant(places: Places, office: Page) -> None:
    station = await places("prices")
    await station.play("refuse", command="set_prices", pump=2, count=1000, reason="price_set_differs")
    await office.goto(f"/prices/?site={station.site}")
    await office.get_by_test_id("price-new").click(timeout=SHOWN_MS)
    price = office.get_by_test_id("new-price-diesel-SELF")
    await price.fill("a lot")
    await office.get_by_role("button", name="Now", exact=True).click()
    await office.get_by_test_id("price-schedule").click()
    await expect(office.get_by_text("Give a price such as 1.459.")).to_be_visible()
    await price.fill("1.929")
    await office.get_by_test_id("price-schedule").click()
    await expect(office.get_by_test_id("large-moves")).to_contain_text("£1.529 → £1.929 (+26 %)")
    await shown(office, "new-prices")
    assert len((await station.manager.get(f"/sites/{station.site}/price-sets"))["items"]) == 1
    await office.get_by_test_id("large-meant").check()
    await office.get_by_test_id("price-schedule").click()

    await expect(office.get_by_test_id("price-diesel-SELF")).to_have_text("£1.929", timeout=SHOWN_MS)
    confirmed = office.get_by_test_id("pump-prices-1")
    await expect(confirmed).to_have_attribute("data-confirmed", "true", timeout=SHOWN_MS)
    refused = office.get_by_test_id("pump-prices-2")
    await expect(refused).to_contain_text("price set differs", timeout=SHOWN_MS)
    await expect(office.get_by_test_id("unconfirmed")).to_contain_text("Pump 2 has not confirmed price set 2.")
    await shown(office, "prices")
    await _fits_a_phone(office)


async def test_prices_of_tomorrow_are_scheduled_and_cancelled(places: Places, office: Page) -> None:
    station = await places("tomorrow")
    await office.goto(f"/prices/?site={station.site}")
    await office.get_by_test_id("price-new").click(timeout=SHOWN_MS)
    await office.get_by_test_id("new-price-unleaded-SELF").fill("1.479")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d")
    await office.get_by_test_id("price-when").fill(f"{tomorrow}T07:30")
    await office.get_by_test_id("price-schedule").click()

    planned = office.get_by_test_id("price-set-2").first
    await expect(planned).to_have_attribute("data-state", "SCHEDULED", timeout=SHOWN_MS)
    [upcoming] = (await station.manager.get(f"/sites/{station.site}/prices"))["upcoming"]
    assert upcoming["prices"][1]["unit_price_milli"] == 1_479
    await office.get_by_test_id("cancel-set-2").click()
    await office.get_by_test_id("confirm").click()
    await expect(planned).to_have_attribute("data-state", "CANCELLED", timeout=SHOWN_MS)


async def test_a_gap_is_seen_and_explained(places: Places, office: Page) -> None:
    station = await places("gap", pace=REAL_TIME)
    jo = await station.till("Counter 1")
    await _sold(station, jo)
    await station.play("skip-totaliser", pump=1, nozzle=UNLEADED, ml=250)
    await _sold(station, jo)
    await _sold(station, jo, nozzle=DIESEL)

    await office.goto(f"/discrepancies/?site={station.site}")
    await expect(office.get_by_text("+0.25 L")).to_be_visible(timeout=SHOWN_MS)
    await shown(office, "discrepancies")
    await office.get_by_role("button", name="Resolve").click()
    await office.get_by_test_id("reason").fill("calibration can of 250 ml")
    await office.get_by_test_id("reason-submit").click()
    await expect(office.get_by_text("Nothing to explain")).to_be_visible(timeout=SHOWN_MS)
    await expect(office.get_by_text("calibration can of 250 ml")).to_be_visible(timeout=SHOWN_MS)

    await office.get_by_role("link", name="Settlement").click()
    await expect(office.get_by_test_id("balanced")).to_have_attribute("data-balanced", "false", timeout=SHOWN_MS)
    await expect(office.get_by_test_id("nozzle-1-1")).to_have_attribute("data-differs", "true")
    await expect(office.get_by_test_id("nozzle-1-2")).to_have_attribute("data-differs", "false")
    await shown(office, "settlement")
    await _fits_a_phone(office)
    await office.get_by_role("button", name="Meter check").click()
    await expect(office.get_by_test_id("meter-verdict")).to_have_text("One nozzle differs", timeout=SHOWN_MS)
    await shown(office, "meter-check")


async def test_a_drive_off_is_paid_later_and_another_written_off(places: Places, office: Page) -> None:
    station = await places("debts")
    jo = await station.till("Counter 1")
    for registration in ("AB12 CDE", "XY34 ZZZ"):
        sale = await _fuelled(station, jo)
        await jo.post(f"/sales/{sale['sale_id']}/drive-off", {"registration": registration})
    await station.manager.open_shift(0, till="Office")

    await office.goto(f"/sales/?view=debts&site={station.site}")
    first, second = [office.get_by_role("row").filter(has_text=name) for name in ("AB12 CDE", "XY34 ZZZ")]
    await first.get_by_role("button", name="Take the money").click(timeout=SHOWN_MS)
    await office.get_by_test_id("debt-settle-now").click(timeout=SHOWN_MS)
    await expect(first).to_contain_text("Paid", timeout=SHOWN_MS)
    await second.get_by_role("button", name="Write off").click()
    await office.get_by_test_id("reason").fill("no trace of the owner")
    await office.get_by_test_id("reason-submit").click()
    await expect(second).to_contain_text("Written off", timeout=SHOWN_MS)
    await shown(office, "debts")
    await second.get_by_role("link").click()
    await expect(office.get_by_text("by admin: no trace of the owner")).to_be_visible(timeout=SHOWN_MS)


async def test_a_shift_is_read_as_its_report(places: Places, office: Page) -> None:
    station = await places("report")
    jo = await station.till("Counter 1")
    await _sold(station, jo)
    await office.goto(f"/shifts/?site={station.site}")
    shift = office.get_by_test_id(f"shift-{jo.shift['shift_id']}")
    await shift.click(timeout=SHOWN_MS)
    await expect(office.get_by_role("heading", name="X report, Counter 1")).to_be_visible(timeout=SHOWN_MS)
    await expect(office.get_by_role("region", name="Cash in the drawer")).to_contain_text("£132.08", timeout=SHOWN_MS)
    await shown(office, "x-report")
    await jo.post(f"/shifts/{jo.shift['shift_id']}/close", {"counted_minor": 13_158})

    await office.goto(f"/shifts/?site={station.site}")
    await expect(office.get_by_role("row").filter(has=shift)).to_contain_text("£0.50 short", timeout=SHOWN_MS)
    await shown(office, "shifts")
    await shift.click()
    await expect(office.get_by_role("heading", name="Z report 1, Counter 1")).to_be_visible(timeout=SHOWN_MS)
    await expect(office.get_by_role("region", name="Totalisers over the shift")).to_contain_text("20.00 L")
    await shown(office, "z-report")
    await _fits_a_phone(office)
    await office.emulate_media(media="print")
    await expect(office.get_by_test_id("print-report")).to_be_hidden()
    await expect(office.get_by_role("navigation", name="Main")).to_be_hidden()


async def test_an_account_customer_is_opened_pays_and_is_blocked(places: Places, office: Page) -> None:
    station = await places("account")
    await office.goto("/accounts")
    await office.get_by_test_id("account-new").click(timeout=SHOWN_MS)
    name = f"Haulage {station.site}"
    await office.get_by_test_id("account-name").fill(name)
    await office.get_by_test_id("account-home").select_option(station.site)
    await office.get_by_test_id("account-limit").fill("much")
    await office.get_by_test_id("account-save").click()
    await expect(office.get_by_text("Give an amount such as 5000.00.")).to_be_visible()
    await office.get_by_test_id("account-limit").fill("5000.00")
    await shown(office, "new-account")
    await office.get_by_test_id("account-save").click()
    await expect(office.get_by_role("heading", name=name)).to_be_visible(timeout=SHOWN_MS)

    await _adds_a_vehicle_and_a_payment(office)
    await _is_charged(station, f"haulage-{station.site}")
    await office.reload()
    await expect(office.get_by_test_id("balance")).to_have_text("£94.20", timeout=SHOWN_MS)
    await shown(office, "account")
    await _fits_a_phone(office)
    async with office.expect_download() as statement:
        await office.get_by_role("button", name="PDF").click()
    assert (await statement.value).suggested_filename.startswith(f"statement-haulage-{station.site}")
    await office.get_by_test_id("account-block").click()
    await office.get_by_test_id("reason").fill("two statements unpaid")
    await office.get_by_test_id("reason-submit").click()
    await expect(office.get_by_test_id("account-unblock")).to_be_visible(timeout=SHOWN_MS)


async def _adds_a_vehicle_and_a_payment(page: Page) -> None:
    await page.get_by_test_id("vehicle-new").click()
    await page.get_by_test_id("vehicle-registration").fill("ab12 cde")
    await page.get_by_test_id("vehicle-save").click()
    await expect(page.get_by_test_id("vehicle-AB12CDE")).to_be_visible(timeout=SHOWN_MS)
    await page.get_by_test_id("payment-new").click()
    await page.get_by_test_id("payment-amount").fill("100")
    await page.get_by_test_id("payment-reference").fill("BACS 4711")
    await page.get_by_test_id("payment-record").click()
    await expect(page.get_by_test_id("balance")).to_have_text("£100.00", timeout=SHOWN_MS)
    await expect(page.get_by_test_id("entry-1")).to_be_visible(timeout=SHOWN_MS)


async def _is_charged(station: Station, account_id: str) -> None:
    """Two coffees for a vehicle of the account."""
    jo = await station.till("Counter 1")
    ticket = await jo.post("/sales", {"site": station.site, "kind": "SHOP"})
    await jo.post(f"/sales/{ticket['sale_id']}/lines", {"item_id": "coffee", "quantity": 2})
    tender = {"kind": "ACCOUNT", "account_id": account_id, "vehicle_id": "AB12CDE"}
    assert (await jo.post(f"/sales/{ticket['sale_id']}/tenders", tender))["state"] == "CLEARED"


async def test_a_technician_reads_what_pumps_were_ordered(places: Places, office: Page) -> None:
    station = await places("orders")
    jo = await station.till("Counter 1")
    await station.play("refuse", command="authorise", pump=1, code=0x2E, reason="closed")
    assert (await jo.release(1))["state"] == "REFUSED"
    await office.goto(f"/commands/?site={station.site}")
    order = office.get_by_role("row").filter(has_text="Authorise")
    await expect(order).to_contain_text("Closed, 0x2E", timeout=SHOWN_MS)
    await order.get_by_text("JSON").click()
    await expect(order).to_contain_text('"pump": 1')
    await shown(office, "commands")
    await _fits_a_phone(office)
