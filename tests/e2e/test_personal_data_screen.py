"""Somebody asks what is kept about their company, and then wants to be forgotten."""

import asyncio
from pathlib import Path

import httpx
import orjson
import pytest
from playwright.async_api import Page, expect

from tests.support.browser import SHOWN_MS, chromium, shown, sign_in
from tests.support.platform import Platform

pytestmark = pytest.mark.e2e

SITE, ACCOUNT, NAME, PLATE = "personal-data", "gone-haulage", "Gone Haulage Ltd", "AB12CDE"


async def _known(api: httpx.AsyncClient) -> None:
    """An account with one vehicle, that owes nothing."""
    site = {"site_id": SITE, "name": "Personal data", "time_zone": "Europe/London", "currency": "GBP"}
    (await api.put(f"/sites/{SITE}", json=site)).raise_for_status()
    terms = {"name": NAME, "currency": "GBP", "home_site": SITE, "credit_limit_minor": 0, "email": "ann@gone.example"}
    (await api.put(f"/accounts/{ACCOUNT}", json=terms)).raise_for_status()
    (await api.put(f"/accounts/{ACCOUNT}/vehicles/{PLATE}", json={"note": "Van 7"})).raise_for_status()


async def _saved(page: Page) -> str:
    """The file that is handed to the person."""
    async with page.expect_download() as download:
        await page.get_by_test_id("export").click()
    return await asyncio.to_thread(Path(await (await download.value).path()).read_text)


async def test_an_account_is_told_and_then_forgotten(platform: Platform, api: httpx.AsyncClient) -> None:
    await _known(api)
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 900}, base_url=platform["URL"])
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        await page.goto("/personal-data/")
        await page.get_by_test_id("subject").fill(ACCOUNT)
        told = orjson.loads(await _saved(page))
        rows = {section["name"]: section["rows"] for section in told["sections"]}
        assert [row["registration"] for row in rows["vehicles"]] == [PLATE]

        await page.get_by_test_id("plan").click()
        await expect(page.get_by_test_id("erasure-plan")).to_have_attribute("data-erases", "true", timeout=SHOWN_MS)
        await shown(page, "personal-data")
        await page.get_by_test_id("erase").click()
        await page.get_by_test_id("confirm").click()
        await expect(page.get_by_test_id("erasure-done")).to_be_visible(timeout=SHOWN_MS)
        await shown(page, "personal-data-erased")
        left = await _saved(page)
    assert [word for word in (NAME, PLATE, "gone.example") if word in left] == []
