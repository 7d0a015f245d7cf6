"""A world with its doors."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from stripe_simulator.api import ROUTES, register
from stripe_simulator.clock import Clock
from stripe_simulator.control import control_app
from stripe_simulator.control.parts import Parts
from stripe_simulator.dispatcher import Dispatcher
from stripe_simulator.fault_rules import Rules
from stripe_simulator.faults import Faults
from stripe_simulator.http_api import Door
from stripe_simulator.settings import Settings
from stripe_simulator.store import Store
from stripe_simulator.world import World

TICK_S = 0.5


@dataclass(frozen=True)
class Simulator:
    """`door` answers as Stripe does; what can be done to the simulator itself is in `parts`, and at `control`."""

    world: World
    door: Door
    parts: Parts
    control: FastAPI

    async def run(self) -> None:
        """What is due by the clock happens also while nobody asks, and webhooks go out."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._tick())
            tasks.create_task(self.parts.dispatcher.run())

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            self.world.tick()
            self.world.commit()


def make_simulator(settings: Settings, state: Path | None = None, clock: Clock | None = None) -> Simulator:
    """From nothing, or from the state that another one left."""
    world = World(settings, clock, Store(state) if state else None)
    register(world)
    rules = Rules()
    faults = Faults(rules)
    door = Door(world, ROUTES, (faults.outside,), (faults.inside,))
    parts = Parts(world, rules, Dispatcher(world))
    return Simulator(world, door, parts, control_app(parts))
