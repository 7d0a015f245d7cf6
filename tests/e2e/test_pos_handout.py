"""What goes over the counter: goods that are scanned, receipts on paper and on phones; and who left without paying."""

from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Page, expect
from printer_simulator.printer import PaperPrinter

from tests.support.browser import SHOWN_MS, chromium, shown, sign_in, violations
from tests.support.pictures import filmed, photograph
from tests.support.platform import Platform
from tests.support.station import COFFEE, Places, Station
from tests.support.tills import bridged

pytestmark = pytest.mark.e2e

BARCODE = str(COFFEE["barcode"])
SCAN = """code => {
  const target = document.activeElement ?? document.body;
  for (const key of [...code, "Enter"])
    target.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
}"""
"""As a scanner types: everything at once."""
OUT_OF_PAPER = {4: 0x72}


@pytest_asyncio.fixture
async def till(platform: Platform, tmp_path: Path) -> AsyncIterator[Page]:
    """A tablet at the counter whose camera sees a packet of coffee; it has not been asked yet whether it may."""
    film = filmed(BARCODE, tmp_path / "coffee.y4m")
    flags = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
    async with chromium(*flags) as browser:
        page = await browser.new_page(viewport={"width": 1024, "height": 768}, base_url=platform["URL"])
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        yield page


@pytest.fixture
def printer() -> Iterator[PaperPrinter]:
    with PaperPrinter() as running:
        yield running


@pytest.fixture
def bridge(platform: Platform, printer: PaperPrinter) -> Iterator[str]:
    """The address of the bridge beside the till."""
    with bridged(platform["URL"], printer.address) as address:
        yield address


async def test_what_is_scanned_is_sold_and_its_receipt_comes_out_of_the_printer(
    places: Places, till: Page, bridge: str, printer: PaperPrinter
) -> None:
    station = await places("handout")
    await _shift_opens(till, station.site)
    await _printer_is_set_up(till, bridge, printer)
    await till.evaluate(SCAN, BARCODE)
    await expect(till.get_by_test_id("due")).to_have_text("£2.90", timeout=SHOWN_MS)
    await till.evaluate(SCAN, BARCODE)
    await expect(till.get_by_test_id("due")).to_have_text("£5.80", timeout=SHOWN_MS)
    await till.get_by_test_id("cash-exact").click()
    await expect(till.get_by_test_id("paid")).to_be_visible(timeout=SHOWN_MS)
    await _original_waits_for_paper(till, printer)
    await _is_taken_by_phone_and_as_a_file(station, till)
    await shown(till, "pos-handed-out")

    await till.evaluate(SCAN, BARCODE)
    await expect(till.get_by_test_id("due")).to_have_text("£2.90", timeout=SHOWN_MS)
    await till.get_by_test_id("put-back").click()
    await expect(till.get_by_test_id("pay")).to_have_count(0, timeout=SHOWN_MS)
    await till.evaluate(SCAN, "0000000000000")
    await expect(till.get_by_text("Nothing is sold under", exact=False)).to_be_visible(timeout=SHOWN_MS)
    assert (await station.pump(1))["state"] == "IDLE"


async def _printer_is_set_up(till: Page, bridge: str, printer: PaperPrinter) -> None:
    await till.get_by_test_id("shift-menu-open").click()
    await expect(till.get_by_test_id("shift-menu")).to_be_visible(timeout=SHOWN_MS)
    assert await till.evaluate("document.activeElement.ariaLabel") == "Close"  # and not the emergency stop
    await till.get_by_test_id("printer-open").click()
    await till.get_by_test_id("printer-address").fill("https://printer.example")
    await till.get_by_test_id("printer-save").click()
    await expect(till.get_by_text("The address must be like", exact=False)).to_be_visible(timeout=SHOWN_MS)
    await till.get_by_test_id("printer-address").fill(bridge)
    await till.get_by_test_id("printer-save").click()
    await expect(till.get_by_test_id("printer-told")).to_have_text("The printer is ready.", timeout=SHOWN_MS)
    await till.get_by_test_id("printer-test").click()
    await expect(till.get_by_test_id("printer-told")).to_have_text("The test is printed.", timeout=SHOWN_MS)
    assert "Motorway Petroleum" in printer.next().text
    await shown(till, "pos-printer")
    await till.keyboard.press("Escape")


async def _original_waits_for_paper(till: Page, printer: PaperPrinter) -> None:
    button, refused = till.get_by_test_id("receipt-print"), till.get_by_test_id("printer-refused")
    printer.status = OUT_OF_PAPER
    await button.click()
    await expect(refused).to_have_attribute("data-reason", "OutOfPaper", timeout=SHOWN_MS)
    assert await violations(till) == []
    printer.status = {}
    await button.click()
    await expect(till.get_by_test_id("printed")).to_have_text("It is printed.", timeout=SHOWN_MS)
    first = printer.next().text
    assert ("Coffee" in first, "5.80" in first, "COPY" in first, "PREVIEW" in first) == (True, True, False, False)
    await expect(button).to_have_text("Print a copy")
    await button.click()
    assert "COPY 1" in printer.next().text


async def _is_taken_by_phone_and_as_a_file(station: Station, till: Page) -> None:
    (sale,) = (await station.manager.get("/sales", site=station.site, state="CLEARED"))["items"]
    receipt = await station.manager.get(f"/sales/{sale['sale_id']}/receipt")
    assert receipt["prints"] == 2
    await till.get_by_test_id("receipt-qr-open").click()
    code = till.get_by_test_id("receipt-qr")
    await expect(code).to_have_attribute("data-url", receipt["url"], timeout=SHOWN_MS)
    await expect(code.get_by_test_id("qr")).to_be_visible()
    async with till.expect_download() as download:
        await till.get_by_test_id("receipt-pdf").click()
    file = await (await download.value).path()
    assert file.read_bytes().startswith(b"%PDF-")


async def test_the_camera_reads_barcodes_where_it_may(places: Places, till: Page) -> None:
    station = await places("camera")
    await _shift_opens(till, station.site)
    await till.get_by_test_id("shop-sale").click()
    await till.get_by_test_id("scan-camera").click(timeout=SHOWN_MS)
    fault = till.get_by_test_id("camera-fault")
    await expect(fault).to_have_attribute("data-fault", "denied", timeout=SHOWN_MS)
    await expect(fault).to_contain_text("Allow it in the browser")
    assert await violations(till) == []
    await till.keyboard.press("Escape")

    await till.context.grant_permissions(["camera"])
    await till.get_by_test_id("scan-camera").click()
    await expect(till.get_by_test_id("due")).to_have_text("£2.90", timeout=SHOWN_MS)
    await expect(till.get_by_test_id("camera-scanner")).to_have_count(0)


async def test_a_drive_off_is_recorded_with_its_picture(places: Places, till: Page, tmp_path: Path) -> None:
    station = await places("photo")
    await _shift_opens(till, station.site)
    await station.calls(1, 20_000)
    sale = await station.manager.becomes((await station.manager.release(1))["sale_id"], "PAYABLE")
    await till.get_by_test_id("payable-1").click(timeout=SHOWN_MS)
    await till.get_by_test_id("drive-off").click(timeout=SHOWN_MS)
    await _picture_is_taken(till)
    await till.get_by_test_id("photo-input").set_input_files(tmp_path / "coffee.y4m")
    await expect(till.get_by_text("There is no picture in this file", exact=False)).to_be_visible(timeout=SHOWN_MS)
    await till.get_by_test_id("photo-input").set_input_files(photograph(tmp_path / "pump-1.jpg"))
    await expect(till.get_by_test_id("photo-preview")).to_be_visible(timeout=SHOWN_MS)
    await shown(till, "pos-drive-off")
    await till.get_by_test_id("record-drive-off").click()
    await expect(till.get_by_test_id("paid")).to_be_visible(timeout=SHOWN_MS)

    (photo,) = (await station.manager.get(f"/sales/{sale['sale_id']}/photos"))["items"]
    await _is_small_and_says_no_place(station, sale["sale_id"], photo["photo_id"])
    await till.goto(f"/sale/?id={sale['sale_id']}")
    picture = till.get_by_test_id(f"photo-{photo['photo_id']}")
    await expect(picture).to_have_js_property("naturalWidth", 1_600, timeout=SHOWN_MS)
    assert await violations(till) == []
    await till.get_by_test_id(f"remove-photo-{photo['photo_id']}").click()
    await till.get_by_test_id("confirm").click()
    await expect(picture).to_have_count(0, timeout=SHOWN_MS)
    record = (await station.manager.get("/audit", site=station.site, target=f"sale/{sale['sale_id']}"))["items"][0]
    assert (record["operation"], record["before"]["photo_id"]) == ("sales.approve", photo["photo_id"])


async def _picture_is_taken(till: Page) -> None:
    await till.context.grant_permissions(["camera"])
    await till.get_by_test_id("photo-camera").click()
    await expect(till.get_by_test_id("camera")).to_have_attribute("data-ready", "true", timeout=SHOWN_MS)
    await till.get_by_test_id("shutter").click()
    await expect(till.get_by_test_id("photo-preview")).to_have_js_property("naturalWidth", 640, timeout=SHOWN_MS)
    await till.get_by_test_id("photo-remove").click()


async def _is_small_and_says_no_place(station: Station, sale_id: str, photo_id: str) -> None:
    answer = await station.manager.ask("GET", f"/sales/{sale_id}/photos/{photo_id}")
    assert (answer.headers["content-type"], len(answer.content) <= 2 * 2**20) == ("image/jpeg", True)
    with Image.open(BytesIO(answer.content)) as picture:
        assert (max(picture.size), dict(picture.getexif())) == (1_600, {})


async def _shift_opens(till: Page, site: str) -> None:
    await till.goto(f"/pos/?site={site}")
    await till.get_by_test_id("float").fill("100.00")
    await till.get_by_test_id("open-shift-submit").click()
    await expect(till.get_by_test_id("till")).to_be_visible(timeout=SHOWN_MS)
