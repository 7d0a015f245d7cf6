"""What a page does to whoever looks at it: things that move, frames that are missed, tasks that hold it up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from playwright.async_api import Browser, Page

SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) {
    if (one.hadRecentInput) continue;
    const what = one.sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? "").slice(0, 120));
    window.shifts.push({ value: one.value, what });
  }
}).observe({ type: "layout-shift", buffered: true });
"""
"""As an init script: what moves without being asked to (Layout Instability, the parts that CLS is made of)."""

FRAMES = """(seconds) => new Promise((done) => {
  let frames = 0, updates = window.updates ?? 0;
  const begin = performance.now(), before = updates;
  const next = () => {
    frames += 1;
    const passed = (performance.now() - begin) / 1000;
    if (passed < seconds) requestAnimationFrame(next);
    else done({ frames: frames / passed, updates: ((window.updates ?? 0) - before) / passed });
  };
  requestAnimationFrame(next);
})"""
"""Frames, and updates of running totals that came in, a second."""

UPDATES = """
window.updates = 0;
const listen = EventSource.prototype.addEventListener;
EventSource.prototype.addEventListener = function (type, listener, ...rest) {
  const counting = type === "pump.running" ? (event) => { window.updates += 1; listener(event); } : listener;
  return listen.call(this, type, counting, ...rest);
};
"""
"""As an init script: counts the running totals that the live stream brings."""

MAIN_THREAD = "CrRendererMain"
CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel", "__metadata"]
MS = 1_000


@dataclass
class Tasks:
    """Of the page's main thread, in milliseconds of processor time: what else the machine does is not in it."""

    lasted_ms: list[float] = field(default_factory=list)

    @property
    def longest_ms(self) -> float:
        return max(self.lasted_ms, default=0.0)


@asynccontextmanager
async def tasks_of(browser: Browser, page: Page) -> AsyncIterator[Tasks]:
    """Tasks of the block, across reloads; known when it ends."""
    tasks = Tasks()
    await browser.start_tracing(page=page, categories=CATEGORIES)
    try:
        yield tasks
    finally:
        events = orjson.loads(await browser.stop_tracing())["traceEvents"]
        main = {(one["pid"], one["tid"]) for one in events if _is_name_of_main(one)}
        tasks.lasted_ms += [one["tdur"] / MS for one in events if _is_task(one) and (one["pid"], one["tid"]) in main]


def _is_name_of_main(event: dict[str, Any]) -> bool:
    return (event["name"], event["args"].get("name")) == ("thread_name", MAIN_THREAD)


def _is_task(event: dict[str, Any]) -> bool:
    return event["name"].endswith("RunTask") and "tdur" in event
