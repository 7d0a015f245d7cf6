"""A till in a browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from escpos_bridge.jobs import Jobs
from escpos_bridge.lines import Printer
from escpos_bridge.server import Bridge
from motorway_kit.testing import wait_until
from playwright.async_api import Locator, Page, expect

from tests.support.browser import SHOWN_MS
from tests.support.desk import POLL_S, SOON_S

KEPT = """
() => new Promise((resolve, reject) => {
  const asked = indexedDB.open("motorway-till");
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const got = asked.result.transaction("snapshots").objectStore("snapshots").get("current");
    got.onsuccess = () => {
      asked.result.close();
      resolve(got.result ? got.result.payables.map((sale) => sale.pump).sort() : null);
    };
  };
})
"""
"""The pumps whose fuellings the browser knows, once it has written down what it needs."""
READY = (
    "() => navigator.serviceWorker.ready.then((found) => Boolean(found.active && navigator.serviceWorker.controller))"
)


def seen(page: Page, name: str) -> Locator:
    """What is shown of it: the till of the server waits hidden while that is away."""
    return page.get_by_test_id(name).filter(visible=True)


async def shift_opens(page: Page, site: str) -> None:
    """And the browser keeps the till."""
    await page.goto(f"/pos/?site={site}")
    await seen(page, "float").fill("100.00")
    await seen(page, "open-shift-submit").click()
    await expect(seen(page, "live-status")).to_have_attribute("data-status", "live", timeout=SHOWN_MS)
    await wait_until(lambda: page.evaluate(READY), SOON_S, POLL_S)


async def knows(page: Page, pumps: list[int]) -> None:
    """Wait until the browser could go on alone, and knows of these fuellings."""

    async def so() -> bool:
        return bool(await page.evaluate(KEPT) == pumps)

    await wait_until(so, SOON_S, POLL_S)


@contextmanager
def bridged(origin: str, printer: str) -> Iterator[str]:
    """The address of the bridge beside the till."""
    with Bridge(0, [origin], Jobs(Printer(printer))) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}"
        finally:
            running.shutdown()
            thread.join()
