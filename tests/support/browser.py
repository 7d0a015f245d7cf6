"""A real browser, signed in as somebody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright, expect

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RESULTS = Path(__file__).parents[2] / "test-results"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHOWN_MS = 60_000
expect.set_options(timeout=SHOWN_MS)


@asynccontextmanager
async def chromium(*more: str) -> AsyncIterator[Browser]:
    """The Chromium of the system, with more flags."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*FLAGS, *more])
        yield browser
        await browser.close()


async def sign_in(page: Page, username: str, password: str) -> None:
    """From any page to the app itself."""
    await page.goto("/login")
    await submit_sign_in(page, username, password)
    await expect(page.get_by_test_id("account-menu")).to_be_visible(timeout=SHOWN_MS)


async def submit_sign_in(page: Page, username: str, password: str) -> None:
    """On the sign-in page."""
    await page.get_by_test_id("username").fill(username)
    await page.get_by_test_id("password").fill(password)
    await page.get_by_test_id("sign-in").click()


async def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on the page as it stands, with the elements."""
    await page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = await page.evaluate(
        "tags => axe.run({runOnly: tags}).then(result => result.violations)", WCAG
    )
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


async def shown(page: Page, name: str) -> None:
    """The page is as everybody can use it; keeps a picture of it."""
    RESULTS.mkdir(exist_ok=True)
    await page.screenshot(path=RESULTS / f"{name}.png", full_page=True)
    assert await violations(page) == []
