"""What the control port reaches."""

from dataclasses import dataclass

from stripe_simulator.dispatcher import Dispatcher
from stripe_simulator.fault_rules import Rules
from stripe_simulator.world import World


@dataclass(frozen=True)
class Parts:
    world: World
    rules: Rules
    dispatcher: Dispatcher
