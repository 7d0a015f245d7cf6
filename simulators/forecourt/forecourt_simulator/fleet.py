"""All sites of one process: their start, their run, their orderly end, and the ledger of them all."""

import asyncio
import logging
from collections.abc import Sequence

from forecourt_simulator import SOFTWARE_VERSION
from forecourt_simulator.clock import Clock
from forecourt_simulator.config import SiteConfig
from forecourt_simulator.errors import UnknownTarget
from forecourt_simulator.runner import RunOptions, SiteRunner

FIRST_CONNECTION_S = 10.0

log = logging.getLogger(__name__)


class Fleet:
    def __init__(self, sites: Sequence[SiteConfig], clock: Clock, options: RunOptions) -> None:
        self.clock = clock
        self.runners = {config.site_id: SiteRunner(config, clock, options) for config in sites}

    def runner(self, site: str) -> SiteRunner:
        """Raises UnknownTarget."""
        if site not in self.runners:
            raise UnknownTarget(f"site {site} is not simulated here")
        return self.runners[site]

    async def run(self) -> None:
        """Simulates and sends until cancelled."""
        async with asyncio.TaskGroup() as group:
            for runner in self.runners.values():
                group.create_task(runner.uplink.run())
            await self._first_connections()
            self.clock.begin()
            for runner in self.runners.values():
                runner.start()
                group.create_task(runner.simulate())

    async def drained(self) -> None:
        """Returns when every site's duration is over and everything it said is acknowledged."""
        for runner in self.runners.values():
            await runner.finished.wait()
            while runner.store.unacknowledged():  # noqa: ASYNC110  the disk is the truth, and nobody waits for this
                await asyncio.sleep(0.2)

    def close(self) -> None:
        """Lets go of the disks."""
        for runner in self.runners.values():
            runner.store.close()

    async def say_goodbye(self) -> None:
        await asyncio.gather(*(runner.uplink.say_goodbye() for runner in self.runners.values()))

    def ledger(self, site: str | None = None) -> dict[str, object]:
        """The simulator's own truth, of one site or of all. Raises UnknownTarget."""
        chosen = [self.runner(site)] if site else list(self.runners.values())
        listed = {runner.site.config.site_id: runner.ledger() for runner in chosen}
        return {"software_version": SOFTWARE_VERSION, "speed": self.clock.speed, "sites": listed}

    async def _first_connections(self) -> None:
        """Lets the connections be made, so that a run at speed does not begin with hours offline."""
        try:
            async with asyncio.timeout(FIRST_CONNECTION_S):
                for runner in self.runners.values():
                    if not runner.site.context.dark:
                        await runner.uplink.connected.wait()
        except TimeoutError:
            log.warning("not every site is connected yet, starting offline")
