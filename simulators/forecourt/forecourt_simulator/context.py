"""What all parts of one site share: its configuration, its state, the agenda, random streams and the way out."""

import heapq

from forecourt_simulator.config import SiteConfig
from forecourt_simulator.messages import Outgoing
from forecourt_simulator.rng import Stream, seed
from forecourt_simulator.state import SiteState, Task


class SiteContext:
    """`outbox` gathers durable messages, `running` the pumps whose running total is new."""

    def __init__(self, config: SiteConfig, state: SiteState) -> None:
        self.config = config
        self.state = state
        self.outbox: list[Outgoing] = []
        self.running: set[int] = set()
        self.connected = False
        self._streams: dict[str, Stream] = {}

    @property
    def now_us(self) -> int:
        return self.state.now_us

    @property
    def reported_us(self) -> int:
        """Now by the controller's own clock, which may be wrong."""
        return self.state.now_us + self.state.skew_us

    @property
    def dark(self) -> bool:
        """The site has no electricity."""
        return self.state.now_us < self.state.dark_until_us

    def stream(self, name: str) -> Stream:
        """Random numbers of one concern; concerns do not disturb each other."""
        if name not in self._streams:
            start = self.state.streams.get(name)
            fresh = seed(self.state.seed, self.config.site_id, name)
            self._streams[name] = Stream(fresh if start is None else start)
        return self._streams[name]

    def save_streams(self) -> None:
        self.state.streams.update({name: stream.position for name, stream in self._streams.items()})

    def at(self, time_us: int, task: Task, number: int = 0, visit: int = 0) -> None:
        self.state.order += 1
        heapq.heappush(self.state.agenda, (time_us, self.state.order, task, number, visit))

    def after(self, delay_s: float, task: Task, number: int = 0, visit: int = 0) -> None:
        self.at(self.now_us + round(delay_s * 1_000_000), task, number, visit)

    def say(self, message: Outgoing) -> None:
        self.outbox.append(message)
