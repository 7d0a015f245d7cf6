"""Lighthouse, on pages that the Chromium of a signed-in person shows."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import orjson
from motorway_kit.testing import free_port
from playwright.async_api import BrowserContext, Page, async_playwright

from tests.support.browser import FLAGS, RESULTS
from tests.support.platform import Platform

PROGRAM = Path(__file__).parents[2] / "web" / "node_modules" / "lighthouse" / "cli" / "index.js"
CATEGORIES = ("performance", "accessibility")
TIMEOUT_S = 120
NOTHING_RECORDED, MORE_TRIES = "NO_NAVSTART", 2
"""The browser now and then records no trace, so that there is nothing to judge; Lighthouse asks to be run again."""
TASKS = {
    "RunTask",
    "ThreadControllerImpl::RunTask",
    "ThreadControllerImpl::DoWork",
    "TaskQueueManager::ProcessTaskFromWorkQueue",
}
DESKTOP = ("--preset=desktop",)
"""A desk: 40 ms away, 10 Mbit/s, its processor as it is (Lighthouse's own preset, simulated)."""
PHONE: tuple[str, ...] = ()
"""A mid-range phone on slow 4G (150 ms, 1.6 Mbit/s), its processor a fourth as fast (Lighthouse's own default)."""
QUIET = ("--quiet", "--no-enable-error-reporting", "--output=json", f"--only-categories={','.join(CATEGORIES)}")


@dataclass(frozen=True)
class Report:
    """What Lighthouse found: scores from 0 to 100, and the layout shift (CLS)."""

    document: dict[str, Any]

    def score(self, category: str) -> float:
        return 100 * float(self.document["categories"][category]["score"] or 0)

    @property
    def layout_shift(self) -> float:
        return float(self.document["audits"]["cumulative-layout-shift"]["numericValue"])

    @property
    def place(self) -> str:
        """Where the browser was in the end."""
        return str(self.document["finalDisplayedUrl"])

    @property
    def worst(self) -> list[str]:
        """What costs points, for whoever has to mend it."""
        audits = self.document["audits"].values()
        lost = [one for one in audits if one["score"] is not None and one["score"] < 0.9]
        return [f"{one['id']} {one['score']}: {one.get('displayValue', '')}" for one in lost]

    def better_of(self, other: Self) -> Self:
        return max(self, other, key=lambda one: one.score("performance"))


@dataclass(frozen=True)
class Auditor:
    """A browser whose own tabs Lighthouse opens, with the cookies of whoever signed in at `page`."""

    context: BrowserContext
    page: Page
    port: int

    async def audit(self, url: str, name: str, *how: str) -> Report:
        """Load it as on a first visit; kept as `lighthouse-<name>.json`. Raises AssertionError with what it said."""
        RESULTS.mkdir(exist_ok=True)
        file = RESULTS / f"lighthouse-{name}.json"
        with TemporaryDirectory() as folder:
            await self._run(url, f"--gather-mode={folder}", *how)
            in_processor_time(Path(folder))
            await self._run(url, f"--audit-mode={folder}", f"--output-path={file}", *how)
        return Report(orjson.loads(file.read_bytes()))

    async def _run(self, url: str, *how: str) -> None:
        code, said = await self._once(url, *how)
        for _ in range(MORE_TRIES):
            if NOTHING_RECORDED not in said:
                break
            code, said = await self._once(url, *how)
        assert code == 0, said

    async def _once(self, url: str, *how: str) -> tuple[int | None, str]:
        command = ["node", str(PROGRAM), url, f"--port={self.port}", *QUIET, *how]
        process = await asyncio.create_subprocess_exec(
            *command, env=os.environ | {"CI": "1"}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        async with asyncio.timeout(TIMEOUT_S):
            said, _ = await process.communicate()
        return process.returncode, said.decode()


def in_processor_time(folder: Path) -> None:
    """Let every task of the trace last as long as the processor worked on it.

    Lighthouse counts by the clock, and the simulation multiplies that: while other tests run on the same machine, it
    would measure them.
    """
    (file,) = folder.glob("*trace.json")
    trace = orjson.loads(file.read_bytes())
    for event in trace["traceEvents"]:
        if event["name"] in TASKS and "tdur" in event:
            event["dur"] = event["tdur"]
    file.write_bytes(orjson.dumps(trace))


@asynccontextmanager
async def auditor(platform: Platform, folder: Path) -> AsyncIterator[Auditor]:
    """A browser with its profile in `folder`; nobody is signed in yet."""
    port = free_port()
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            folder,
            executable_path="/usr/bin/chromium",
            args=[*FLAGS, f"--remote-debugging-port={port}"],
            base_url=platform["URL"],
            locale="en-GB",
        )
        yield Auditor(context, context.pages[0], port)
        await context.close()
