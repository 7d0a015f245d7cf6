"""A world with its door."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from stripe_simulator.api import ROUTES, register
from stripe_simulator.clock import Clock
from stripe_simulator.http_api import Door
from stripe_simulator.settings import Settings
from stripe_simulator.store import Store
from stripe_simulator.world import World

TICK_S = 0.5


@dataclass(frozen=True)
class Simulator:
    world: World
    door: Door

    async def run(self) -> None:
        """What is due by the clock happens also while nobody asks."""
        while True:
            await asyncio.sleep(TICK_S)
            self.world.tick()
            self.world.commit()


def make_simulator(settings: Settings, state: Path | None = None, clock: Clock | None = None) -> Simulator:
    """From nothing, or from the state that another one left."""
    world = World(settings, clock, Store(state) if state else None)
    register(world)
    return Simulator(world, Door(world, ROUTES))
