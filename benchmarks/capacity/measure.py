"""One number of sites after another, and at the end many messages at once."""

import asyncio
import os
import platform as machine
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from motorway_kit.testing import wait_until

from benchmarks.capacity.play import Site, hire, playing, sites
from benchmarks.capacity.sample import broker, take
from benchmarks.ingest import committed_rate
from tests.support.platform import Platform

DRAINED_S = 300
BURST_SITES = 10


@dataclass(frozen=True)
class Wish:
    """`levels` are numbers of sites. Each is measured for `seconds`, `settle` after it began."""

    levels: tuple[int, ...]
    seconds: float
    settle: float
    messages: int


async def measure(platform: Platform, wish: Wish) -> dict[str, Any]:
    played = sites(max(wish.levels))
    key = await hire(platform, played)
    levels = [await _level(platform, played[:count], key, wish) for count in wish.levels]
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{machine.platform()}, {os.cpu_count()} cores",
        "wish": asdict(wish),
        "site": _shape(played[0]),
        "levels": levels,
        "at_once": await _at_once(platform, played[:BURST_SITES], wish.messages),
    }


def _shape(site: Site) -> dict[str, int]:
    return {
        "pumps": len(site["pumps"]),
        "nozzles": sum(len(pump["nozzles"]) for pump in site["pumps"]),
        "tanks": len(site["tanks"]),
        "tills": 1,
    }


async def _level(platform: Platform, played: list[Site], key: str, wish: Wish) -> dict[str, Any]:
    """What was done for each second, and what was held at the end."""
    async with playing(platform, played, key):
        await asyncio.sleep(wish.settle)
        before, began = await asyncio.to_thread(take, platform), time.monotonic()
        await asyncio.sleep(wish.seconds)
        after, ended = await asyncio.to_thread(take, platform), time.monotonic()
    await _drained(platform)
    rates = {name: (after.done[name] - before.done[name]) / (ended - began) for name in after.done}
    load = os.getloadavg()[0]
    return {"sites": len(played), "seconds": ended - began, "load": load, "per_s": rates, "held": after.held}


async def _at_once(platform: Platform, played: list[Site], messages: int) -> dict[str, Any]:
    """Seconds of processor for each of so many single readings, as fast as they can be sent."""
    pki = Path(platform["SITES_PKI"])
    contexts = {site["site_id"]: platform.device_context(pki / site["site_id"]) for site in played}
    before = await asyncio.to_thread(take, platform)
    rate = await committed_rate(platform, contexts, messages, single=True)
    await _drained(platform)
    after = await asyncio.to_thread(take, platform)
    spent = {name: (after.done[name] - before.done[name]) / messages for name in after.done if name.startswith("cpu.")}
    return {"messages": messages, "messages_per_s": messages / rate.seconds, "per_message": spent}


async def _drained(platform: Platform) -> None:
    async def empty() -> bool:
        return await asyncio.to_thread(broker, platform, "rabbitmq_queue_messages") == 0

    await wait_until(empty, DRAINED_S, 1.0)
