"""The web app as it was at one moment: its calls are answered from a file, its clock stands, nothing live arrives.

`python -m tests.support.still_life HOME` writes the file anew from a running platform with the demo's sites.
"""

import asyncio
import gzip
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import orjson
from playwright.async_api import BrowserContext, Page, Route, async_playwright, expect

from tests.support.browser import FLAGS, sign_in
from tests.support.platform import Platform, read_env

FILE = Path(__file__).parents[1] / "screens" / "answers.json.gz"
SITE = "m25-cobham"
SCREENS = {
    "network": "/",
    "forecourt": f"/site/?id={SITE}",
    "alerts": "/alerts/",
    "sales": f"/sales/?site={SITE}",
    "prices": f"/prices/?site={SITE}",
    "till": f"/pos/?site={SITE}",
}
LOOSE = {"start", "end", "from", "to", "start_time", "end_time", "max_points"}
"""Parameters that follow the clock."""
NO_STREAM = """
window.EventSource = class extends EventTarget {
  static CONNECTING = 0; static OPEN = 1; static CLOSED = 2;
  readyState = 1; onopen = null; onerror = null;
  constructor() { super(); setTimeout(() => this.onopen?.(new Event("open"))); }
  close() {}
};
"""
PATIENCE_MS = 60_000
WAITING = ".skeleton, [data-status=reconnecting], [data-status=late]"


def name_of(method: str, url: str) -> str:
    """Of a call: its method, path and what it asks for, but for the time."""
    parts = urlsplit(url)
    query = sorted((key, value) for key, value in parse_qsl(parts.query) if key not in LOOSE)
    return " ".join([method, parts.path, *(f"{key}={value}" for key, value in query)])


class StillLife:
    """What was answered, and when."""

    def __init__(self, file: Path = FILE) -> None:
        kept = orjson.loads(gzip.decompress(file.read_bytes()))
        self.time: str = kept["time"]
        self._answers: dict[str, object] = kept["answers"]

    async def hang(self, context: BrowserContext) -> None:
        """From now on the context's pages show it."""
        await context.add_init_script(NO_STREAM)
        await context.clock.set_fixed_time(self.time)
        await context.route("**/api/v1/**", self._answer)

    async def _answer(self, route: Route) -> None:
        name = name_of(route.request.method, route.request.url)
        if name in self._answers:
            await route.fulfill(json=self._answers[name])
        else:
            await route.fulfill(
                status=404, content_type="application/problem+json", json={"title": f"never asked: {name}"}
            )


async def settled(page: Page, path: str) -> None:
    """Open it, and wait until nothing of it is awaited."""
    await page.goto(path)
    await expect(page.locator("main h1, main h2, main li").first).to_be_visible(timeout=PATIENCE_MS)
    await expect(page.locator(WAITING)).to_have_count(0, timeout=PATIENCE_MS)
    await page.evaluate("document.fonts.ready")


async def record(platform: Platform) -> bytes:
    """Every answer to a question that the screens ask, as the file has it."""
    answers: dict[str, object] = {}

    async def keep(route: Route) -> None:
        answer = await route.fetch()
        if answer.ok and route.request.method == "GET":
            answers[name_of("GET", route.request.url)] = await answer.json()
        await route.fulfill(response=answer)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = await browser.new_page(base_url=platform["URL"], locale="en-GB", viewport={"width": 1280, "height": 900})
        await sign_in(page, platform["ADMIN_USER"], platform["ADMIN_PASSWORD"])
        await page.route("**/api/v1/**", keep)
        time = datetime.now(UTC).isoformat()
        for path in SCREENS.values():
            await settled(page, path)
        await page.unroute_all(behavior="wait")
        await browser.close()
    return gzip.compress(orjson.dumps({"time": time, "answers": answers}), mtime=0)


if __name__ == "__main__":
    home = Path(sys.argv[1])
    FILE.write_bytes(asyncio.run(record(Platform(read_env(home / "platform.env"), home))))
