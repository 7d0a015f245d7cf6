"""The till prints what it makes itself, X, Z and receipts without the server, and scans with its camera there too."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect
from printer_simulator.printer import PaperPrinter

from tests.support.browser import SHOWN_MS, chromium, shown, sign_in
from tests.support.pictures import filmed
from tests.support.platform import Platform
from tests.support.second_gateway import Gateway, own_gateway
from tests.support.station import COFFEE, Places
from tests.support.tills import bridged, knows, seen, shift_opens

pytestmark = pytest.mark.e2e

OUT_OF_PAPER = {4: 0x72}


@pytest_asyncio.fixture
async def gateway(platform: Platform) -> AsyncIterator[Gateway]:
    """The line of this till."""
    async with own_gateway(platform) as running:
        yield running


@pytest.fixture
def printer() -> Iterator[PaperPrinter]:
    with PaperPrinter() as running:
        yield running


@pytest_asyncio.fixture
async def counter(gateway: Gateway, printer: PaperPrinter, tmp_path: Path) -> AsyncIterator[BrowserContext]:
    """A tablet whose camera sees a packet of coffee, with a printer beside it."""
    film = filmed(str(COFFEE["barcode"]), tmp_path / "coffee.y4m")
    flags = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
    with bridged(gateway.url, printer.address) as bridge:
        async with chromium(*flags) as browser:
            context = await browser.new_context(
                viewport={"width": 820, "height": 1180}, base_url=gateway.url, permissions=["camera"]
            )
            await context.add_init_script(f"localStorage.setItem('motorway.printer', '{bridge}')")
            yield context
            await context.close()


async def test_the_till_prints_without_asking_the_server(
    platform: Platform, places: Places, counter: BrowserContext, gateway: Gateway, printer: PaperPrinter
) -> None:
    station, till = await places("paper"), await counter.new_page()
    await sign_in(till, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
    await shift_opens(till, station.site)
    await _prints_its_x_report(till, printer)
    await knows(till, [])

    gateway.stop()
    await expect(seen(till, "offline-till")).to_be_visible(timeout=SHOWN_MS)
    await till.reload()
    await expect(seen(till, "offline-till")).to_be_visible(timeout=SHOWN_MS)
    await _scans_with_the_camera(till)
    series = await _gives_one_original(till, printer)

    await gateway.start()
    await expect(seen(till, "tile-1")).to_be_visible(timeout=SHOWN_MS * 2)
    (sale,) = (await station.manager.get("/sales", site=station.site, state="CLEARED"))["items"]
    booked = await station.manager.get(f"/sales/{sale['sale_id']}/receipt")
    assert (booked["content"]["total_minor"], booked["number"]) == (290, 1)
    assert booked["content"]["series"].endswith(series)
    await _prints_its_z_report(till, printer)


async def _prints_its_x_report(till: Page, printer: PaperPrinter) -> None:
    await till.get_by_test_id("shift-menu-open").click()
    await till.get_by_test_id("x-report").click(timeout=SHOWN_MS)
    printer.status = OUT_OF_PAPER
    await till.get_by_test_id("report-print").click(timeout=SHOWN_MS)
    await expect(till.get_by_test_id("printer-refused")).to_have_attribute("data-reason", "OutOfPaper")
    printer.status = {}
    await till.get_by_test_id("report-print").click()
    await expect(till.get_by_test_id("printed")).to_have_text("It is printed.", timeout=SHOWN_MS)
    slip = printer.next().text
    for words in ("X report", "Counter 1", "Sales and exceptions"):
        assert words in slip
    await shown(till, "pos-x-printed")
    await till.get_by_test_id("report-done").click()


async def _scans_with_the_camera(till: Page) -> None:
    """The reader of barcodes was kept with the till."""
    await seen(till, "offline-shop").click()
    await seen(till, "scan-camera").click(timeout=SHOWN_MS)
    await expect(seen(till, "offline-due")).to_have_text("£2.90", timeout=SHOWN_MS)
    await expect(till.get_by_test_id("camera-scanner")).to_have_count(0)
    await seen(till, "cash-exact").click()


async def _gives_one_original(till: Page, printer: PaperPrinter) -> str:
    """Its series, which the books will have too."""
    button = seen(till, "offline-print")
    await button.click()
    await expect(seen(till, "printed")).to_have_text("It is printed.", timeout=SHOWN_MS)
    original = printer.next().text
    assert ("Coffee" in original, "Issued without a connection" in original, "COPY" in original) == (True, True, False)
    await expect(button).to_have_text("Print a copy")
    await button.click()
    assert "COPY 1" in printer.next().text
    await expect(seen(till, "offline-receipt")).to_contain_text("COPY 2")
    await shown(till, "pos-offline-printed")
    series = await seen(till, "offline-series").inner_text()
    assert series in original
    await seen(till, "offline-next").click()
    return series


async def _prints_its_z_report(till: Page, printer: PaperPrinter) -> None:
    await till.get_by_test_id("shift-menu-open").click()
    await till.get_by_test_id("close-shift-open").click(timeout=SHOWN_MS)
    await till.get_by_test_id("close-shift-confirm").click(timeout=SHOWN_MS)
    await till.get_by_test_id("report-print").click(timeout=SHOWN_MS)
    slip = printer.next().text
    for words in ("Z report 1", "-£102.90", "Chain:"):
        assert words in slip
