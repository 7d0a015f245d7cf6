"""The Stripe simulator in this process; service and simulator live by one clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from stripe_simulator.fault_rules import Rule
from stripe_simulator.server import listener, serving
from stripe_simulator.settings import Settings
from stripe_simulator.simulator import Simulator, make_simulator
from stripe_simulator.world import World

KEY = "sk_test_simulator"


@dataclass(frozen=True)
class SimulatedStripe:
    """`address`: what answers as Stripe does. Webhooks go nowhere: a test hands them over itself, as it likes."""

    simulator: Simulator
    address: str

    @property
    def world(self) -> World:
        return self.simulator.world

    def now(self) -> datetime:
        """The clock of the account, to be passed to the service too."""
        return datetime.fromtimestamp(self.world.clock.now(), UTC)

    def forward(self, seconds: float) -> None:
        """Let time pass for both."""
        self.world.advance(seconds)

    def spoil(self, *rules: Rule) -> None:
        """The next calls go wrong."""
        self.simulator.parts.rules.rules.extend(rules)

    def heal(self) -> None:
        """Calls go well again."""
        self.simulator.parts.rules.rules.clear()


@asynccontextmanager
async def simulated_stripe() -> AsyncIterator[SimulatedStripe]:
    """On a free port."""
    listening = listener("127.0.0.1:0")
    host, port = listening.getsockname()[:2]
    simulator = make_simulator(Settings(public_url=f"http://{host}:{port}"))
    async with serving(simulator.door, listening) as address:
        yield SimulatedStripe(simulator, address)
