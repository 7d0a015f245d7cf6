"""The main screens look as they did, light and dark. `make pictures` takes them anew; look at what it changes.

They are taken of a still life (tests/support/still_life.py), so neither the hour nor the data moves them.
"""

import io
import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Page

from tests.support.browser import RESULTS, chromium
from tests.support.likeness import keep, unlike
from tests.support.platform import Platform
from tests.support.still_life import FILE, SCREENS, StillLife, settled

pytestmark = pytest.mark.e2e

TOLERANCE = 0.02
"""Of the picture."""
THEMES = ("light", "dark")
SHOWN = {"login": "/login/", **SCREENS}
OTHER_LETTERS = ":root, body { font-variation-settings: 'wght' 460; }"
NARROWER = "main { padding-left: 9rem !important; }"
"""A slip of a style sheet."""
WITHOUT_STYLE = "main * { display: block !important; }"
ADD = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium("--force-device-scale-factor=1", "--font-render-hinting=none") as started:
        yield started


async def _page(browser: Browser, platform: Platform, theme: str) -> Page:
    context = await browser.new_context(
        base_url=platform["URL"],
        viewport={"width": 1280, "height": 900},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
        service_workers="block",
    )
    await StillLife().hang(context)
    return await context.new_page()


async def _picture(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(await page.screenshot(animations="disabled", caret="hide")))


@pytest.mark.parametrize("theme", THEMES)
async def test_the_main_screens_look_as_they_did(platform: Platform, browser: Browser, theme: str) -> None:
    page = await _page(browser, platform, theme)
    different: dict[str, float] = {}
    RESULTS.mkdir(exist_ok=True)
    for name, path in SHOWN.items():
        await settled(page, path)
        picture, file = await _picture(page), FILE.parent / f"{name}-{theme}.png"
        if os.environ.get("MOTORWAY_PICTURES") == "take":
            keep(picture, file)
        if (share := unlike(picture, Image.open(file))) > TOLERANCE:
            picture.save(RESULTS / file.name)
            different[file.name] = round(share, 3)
    assert different == {}


async def test_a_broken_layout_is_seen_and_other_letters_are_not(platform: Platform, browser: Browser) -> None:
    page = await _page(browser, platform, "light")
    before = Image.open(FILE.parent / "sales-light.png")
    for style, is_seen in ((OTHER_LETTERS, False), (NARROWER, True), (WITHOUT_STYLE, True)):
        await settled(page, SHOWN["sales"])
        await page.evaluate(ADD, style)
        assert (unlike(await _picture(page), before) > TOLERANCE) is is_seen, style
