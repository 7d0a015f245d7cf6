"""The dashboard in a real browser: the network, the forecourt as it stands, history, configuration, devices."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
import yaml
from playwright.async_api import Page, expect

from tests.e2e.conftest import DEMO_SITES
from tests.e2e.test_devices import an_alarm, now
from tests.support.browser import SHOWN_MS, chromium, shown, sign_in, violations
from tests.support.mqtt import publish
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

SITE = "dashboard-site"
PHONE_PX = 390
PER_DAY_L = 4800
FREEZE_MS = 500
READINGS_A_MESSAGE = 400


@pytest_asyncio.fixture
async def page(platform: Platform) -> AsyncIterator[Page]:
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 900}, base_url=platform["URL"])
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        yield page


@pytest_asyncio.fixture
async def certificate(platform: Platform, api: httpx.AsyncClient) -> Path:
    """Of a site like the first of the demo, which nobody simulates."""
    body = yaml.safe_load(DEMO_SITES.read_text())["sites"][0] | {"site_id": SITE, "name": "Dashboard Services"}
    body.pop("simulation")
    (await api.put(f"/sites/{SITE}", json=body)).raise_for_status()
    return (await platform.enrol([SITE])) / SITE


async def _volumes(platform: Platform, certificate: Path, tank: int, start: datetime, litres: list[float]) -> None:
    """One reading a minute from then on."""
    for first in range(0, len(litres), READINGS_A_MESSAGE):
        part = litres[first : first + READINGS_A_MESSAGE]
        began = start + timedelta(minutes=first)
        batch: dict[str, object] = {
            "base_time": began.isoformat().replace("+00:00", "Z"),
            "devices": [f"tank/{tank}"],
            "metrics": ["total_observed_volume"],
            "device_index": [0] * len(part),
            "metric_index": [0] * len(part),
            "time_delta_us": [60_000_000 * i for i in range(len(part))],
            "value": part,
        }
        status, said = await publish(platform, certificate, f"motorway/v1/{SITE}/telemetry", batch)
        assert status == 0, said


async def _history(platform: Platform, certificate: Path) -> None:
    """Half a day in which tank 1 falls steadily; tank 2 is being filled since three minutes."""
    minutes = 12 * 60
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=minutes)
    falling = [30_000 - PER_DAY_L / 1440 * minute for minute in range(minutes + 1)]
    rising = [9000.0, 9000.0, 9900.0, 10_800.0]
    await _volumes(platform, certificate, 1, start, falling)
    await _volumes(platform, certificate, 2, datetime.now(UTC) - timedelta(minutes=3), rising)


async def _saved(page: Page, button: str) -> str:
    """The file that a button saves."""
    async with page.expect_download() as file:
        await page.get_by_test_id(button).click()
    return _text(await (await file.value).path())


def _text(file: Path) -> str:
    return file.read_text()


async def test_the_network_shows_which_site_needs_somebody(platform: Platform, page: Page, certificate: Path) -> None:
    await publish(platform, certificate, f"motorway/v1/{SITE}/alarm", an_alarm("attention"))
    await page.goto("/")
    await expect(page.get_by_test_id(f"site-{SITE}")).to_be_visible(timeout=SHOWN_MS)
    await page.get_by_test_id("network-attention").click()
    await expect(page).to_have_url(re.compile("which=attention"))
    await expect(page.get_by_test_id(f"site-{SITE}")).to_be_visible(timeout=60_000)
    await page.get_by_test_id("search").fill("no such place")
    await expect(page.get_by_text("No site fits")).to_be_visible()
    await page.goto("/?view=table&text=dashboard")
    await expect(page.get_by_role("row").filter(has_text="Dashboard Services")).to_be_visible(timeout=SHOWN_MS)
    await expect(page.get_by_role("row")).to_have_count(2)
    text = await _saved(page, "file-csv")
    assert text.startswith("site_id,name,")
    assert f"\n{SITE},Dashboard Services," in text
    await shown(page, "network-table")
    await page.set_viewport_size({"width": PHONE_PX, "height": 844})
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE_PX
    assert await violations(page) == []


async def test_the_forecourt_is_drawn_as_it_stands(platform: Platform, page: Page, certificate: Path) -> None:
    await _history(platform, certificate)
    await page.goto(f"/site/?id={SITE}")
    await expect(page.get_by_test_id("live-status")).to_have_attribute("data-status", "live", timeout=SHOWN_MS)
    online = {"online": True, "software_version": "1.0.0", "time": now()}
    await publish(platform, certificate, f"motorway/v1/{SITE}/online", online)
    calling = {"time": now(), "state": 4, "nozzle": 1, "reason": "nozzle_out"}
    await publish(platform, certificate, f"motorway/v1/{SITE}/pump/3/state", calling)
    bay = page.get_by_test_id("bay-3")
    await expect(bay).to_have_attribute("data-taken", "true", timeout=SHOWN_MS)
    await expect(bay).to_contain_text("Calling")
    await expect(page.get_by_test_id("days-1")).to_have_text(re.compile(r"^[56]\.\d$"), timeout=90_000)
    await expect(page.get_by_test_id("filling-2")).to_contain_text("1,800 L so far")
    await expect(page.get_by_test_id("plan-tank-2")).to_have_attribute("data-filling", "true")
    await shown(page, "forecourt-plan")
    await bay.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("pump-3")).to_be_in_viewport()


async def test_history_zooms_from_a_year_to_single_readings(platform: Platform, page: Page, certificate: Path) -> None:
    await _history(platform, certificate)
    await page.goto(f"/site/?id={SITE}&range=1y")
    resolution = page.get_by_test_id("resolution-1")
    await expect(resolution).to_have_text(re.compile("every reading|per minute"), timeout=SHOWN_MS)
    await page.evaluate(
        "window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "one => { window.longest = Math.max(window.longest, one.duration) })).observe({entryTypes: ['longtask']})"
    )
    for _ in range(4):
        await page.get_by_test_id("zoom-plus").click()
    await expect(page).to_have_url(re.compile("from=.*&to="))
    await page.go_back()
    await page.goto(f"/site/?id={SITE}")
    await expect(page.get_by_test_id("chart-1")).not_to_have_attribute("data-points", "0", timeout=SHOWN_MS)
    canvas = page.get_by_test_id("chart-1").locator(".u-over")
    await canvas.scroll_into_view_if_needed()
    box = await canvas.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 50)
    await page.mouse.down()
    await page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 60, steps=5)
    await page.mouse.up()
    await expect(page).to_have_url(re.compile("from=.*&to="))
    await expect(resolution).to_have_text(re.compile("every reading"), timeout=SHOWN_MS)
    assert float(await page.evaluate("window.longest ?? 0")) < FREEZE_MS
    assert await violations(page) == []


@pytest.mark.usefixtures("certificate")
async def test_a_configuration_is_applied_as_it_was_looked_at(page: Page, api: httpx.AsyncClient) -> None:
    await page.goto(f"/site/?id={SITE}")
    await page.get_by_test_id("configuration-link").click()
    text = page.get_by_test_id("configuration-text")
    await expect(text).to_be_visible(timeout=SHOWN_MS)
    document = await text.input_value()
    assert "{ number: 1, grade_id: unleaded-e10, tank: 1 }" in document
    await text.fill(document.replace("capacity_ml: 60000000", "capacity_ml: many", 1))
    await page.get_by_test_id("configuration-check").click()
    await expect(page.get_by_role("button", name=re.compile(r"^Line \d+$"))).to_be_visible(timeout=SHOWN_MS)
    await text.fill(document.replace("prepay_max_minor: 20000", "prepay_max_minor: 15000"))
    await page.get_by_test_id("configuration-check").click()
    changes = page.get_by_test_id("configuration-changes")
    await expect(changes).to_contain_text("most that may be prepaid £150.00, was £200.00", timeout=SHOWN_MS)
    await shown(page, "site-configuration")
    await page.get_by_test_id("configuration-apply").click()
    await expect(page.get_by_test_id("configuration-applied")).to_be_visible(timeout=SHOWN_MS)
    assert (await api.get(f"/sites/{SITE}")).json()["prepay_max_minor"] == 15_000


@pytest.mark.usefixtures("certificate")
async def test_a_configuration_that_somebody_else_changed_is_not_overwritten(
    page: Page, api: httpx.AsyncClient
) -> None:
    await page.goto(f"/site/configuration/?id={SITE}")
    text = page.get_by_test_id("configuration-text")
    await expect(text).to_be_visible(timeout=SHOWN_MS)
    await text.fill((await text.input_value()).replace("Thank you. Drive safely.", "Have a good journey."))
    await page.get_by_test_id("configuration-check").click()
    await expect(page.get_by_test_id("configuration-apply")).to_be_visible(timeout=SHOWN_MS)
    meanwhile = (await api.get(f"/sites/{SITE}")).json() | {"name": "Renamed Services"}
    (await api.put(f"/sites/{SITE}", json=meanwhile)).raise_for_status()
    await page.get_by_test_id("configuration-apply").click()
    await expect(page.get_by_text("Somebody else changed the site in the meantime")).to_be_visible(timeout=SHOWN_MS)
    assert (await api.get(f"/sites/{SITE}")).json()["receipt_note"] == "Thank you. Drive safely."


@pytest.mark.usefixtures("certificate")
async def test_a_device_is_enrolled_and_revoked_on_the_screen(page: Page, api: httpx.AsyncClient) -> None:
    await page.goto(f"/devices/?site={SITE}")
    await page.get_by_test_id("device-new").click()
    await page.get_by_test_id("device-site").select_option(SITE)
    await page.get_by_test_id("device-label").fill("Spare controller")
    await page.get_by_test_id("device-enrol").click()
    assert "PRIVATE KEY" in await _saved(page, "device-key")
    assert await violations(page) == []
    await page.get_by_role("button", name="Done").click()
    devices = (await api.get("/devices", params={"site": SITE})).json()["items"]
    device = next(one for one in devices if one["label"] == "Spare controller")
    await page.get_by_test_id(f"revoke-{device['device_id']}").click()
    await page.get_by_test_id("reason").fill("it was only a spare")
    await page.get_by_test_id("reason-submit").click()
    row = page.get_by_role("row").filter(has_text="Spare controller")
    await expect(row.first).to_contain_text("Revoked", timeout=SHOWN_MS)
    await shown(page, "devices")
