"""Ties one simulated site to its disk, its connection and the clock."""

import asyncio
import contextlib
import dataclasses
from dataclasses import dataclass
from pathlib import Path

from forecourt_simulator.clock import SECOND_US, Clock
from forecourt_simulator.commands import Received
from forecourt_simulator.config import SiteConfig
from forecourt_simulator.faults import monotonic
from forecourt_simulator.mqtt import Broker
from forecourt_simulator.site import Site
from forecourt_simulator.state import PumpState, SiteState, load
from forecourt_simulator.store import Store
from forecourt_simulator.tank import Tank
from forecourt_simulator.uplink import Uplink

PACE_S = 0.25
FAST_PACE_S = 0.05
RUNNING_GAP_S = 0.4
_CHUNK_US = 60 * SECOND_US


@dataclass(frozen=True)
class RunOptions:
    """`duration_s` is simulated time for each site from its first start, None for ever."""

    state: Path
    broker: Broker
    seed: int = 1
    duration_s: float | None = None
    max_catch_up_s: float = 3600.0


class SiteRunner:
    def __init__(self, config: SiteConfig, clock: Clock, options: RunOptions) -> None:
        self.store = Store(options.state / f"{config.site_id}.sqlite")
        self._clock = clock
        self._options = options
        stored = self.store.load_state()
        begin_us = clock.start_us or clock.now_us()
        self.site = Site(config, load(stored) if stored else SiteState(seed=options.seed, now_us=begin_us))
        self._resume_us = self.site.now_us
        self._began_us = self.store.counters.setdefault("began_us", begin_us)
        self.uplink = Uplink(config.site_id, options.broker, self.store, lambda: self.site.context.reported_us)
        self.finished = asyncio.Event()
        self._running_sent: dict[int, float] = {}
        self._announced = 0
        self.uplink.power(on=not self.site.context.dark)
        self._restarted = stored is not None

    def commit(self) -> None:
        """Puts on disk, in one step, what was said and the state after it; then lets it be sent."""
        said = self.site.take_outbox()
        if said:
            self.store.commit(said, self.site.snapshot())
            self.uplink.wake()

    def save(self) -> None:
        """Puts the state on disk although nothing was said: a scenario has changed it."""
        self.store.commit(self.site.take_outbox(), self.site.snapshot())
        self.uplink.wake()

    def start(self) -> None:
        """Goes on from the stored state: catches up, or stands still for what is too long ago. The clock runs."""
        if self._restarted:
            behind_us = self._target_us() - self.site.now_us
            if behind_us > self._options.max_catch_up_s * SECOND_US:
                self.site.postpone(behind_us)
            self.site.forecourt.announce("controller_start")
        self._announced = self.uplink.connections
        self.site.context.connected = self.uplink.connected.is_set()
        if not self.site.context.connected:
            self.site.forecourt.connection_lost()
        self.save()

    async def simulate(self) -> None:
        """Follows the clock, and obeys the platform at the time that it shows. Stands still after the duration."""
        pace_s = PACE_S if self._clock.follows_present else FAST_PACE_S
        while True:
            await self._advance(self._target_us())
            if self.site.now_us >= self._end_us():
                self.finished.set()
            self._hear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pace_s):
                    await self.uplink.called.wait()

    async def _advance(self, target_us: int) -> None:
        while self.site.now_us < target_us:
            self._step(min(target_us, self.site.now_us + _CHUNK_US))
            self.commit()
            self._send_running()
            await asyncio.sleep(0)

    def _step(self, target_us: int) -> None:
        self.site.set_connected(self.uplink.connected.is_set())
        self.site.run_until(target_us)
        self.uplink.power(on=not self.site.context.dark)

    def _hear(self) -> None:
        """After every connection the platform is told the states that it may have missed; then come its orders."""
        self.uplink.called.clear()
        if self._announced < self.uplink.connections:
            self._announced = self.uplink.connections
            self.site.forecourt.announce("reconnected")
            self.commit()
        while self.uplink.inbox:
            self._obey(self.uplink.inbox.popleft())

    def _obey(self, received: Received) -> None:
        """Effect, messages and answer are on disk before the answer is sent; the same command again is only answered.

        A command that waited beyond its expiry is dropped, as the broker would have done.
        """
        if monotonic() > received.good_until or self.site.context.dark:
            return
        followed = self.uplink.traces.obey(received)
        self._answer(received, followed.traceparent if followed else "")
        if followed:
            followed.end()

    def _answer(self, received: Received, traceparent: str) -> None:
        command_id = received.command.command_id
        response = self.store.answer(command_id)
        if response is None:
            self._step(max(self._target_us(), self.site.now_us))
            response = self.site.obey(received.command).SerializeToString()
            self.store.commit(self.site.take_outbox(), self.site.snapshot(), (command_id, response))
            self.uplink.wake()
        self.uplink.answer(received, response, traceparent)

    def _send_running(self) -> None:
        now = monotonic()
        for pump in self.site.take_running():
            if now - self._running_sent.get(pump, 0.0) >= RUNNING_GAP_S:
                self._running_sent[pump] = now
                self.uplink.send_running(pump, self.site.forecourt.pumps.running_total(pump))

    def _target_us(self) -> int:
        return min(self._clock.now_us(self._resume_us), self._end_us())

    def _end_us(self) -> int:
        if self._options.duration_s is None:
            return 1 << 62
        return self._began_us + round(self._options.duration_s * SECOND_US)

    def ledger(self) -> dict[str, object]:
        """Counts, per-series checksums, totalisers and stock; times and volumes with their unit in the name."""
        state, counters = self.site.context.state, self.store.counters
        return {
            "simulated_now_us": state.now_us,
            "finished": self.finished.is_set(),
            "connected": self.uplink.connected.is_set(),
            "messages_qos1": counters.get("seq", 0),
            "messages": {name.removeprefix("messages_"): n for name, n in counters.items() if "messages_" in name},
            "unacknowledged": self.store.unacknowledged(),
            "resent": self.uplink.resent,
            "readings": self.store.ledger.readings(),
            "series": self.store.ledger.as_json(),
            "transactions": state.transactions,
            "zero_transactions": state.zero_transactions,
            "deliveries": state.deliveries,
            "sign_milli": state.sign,
            "notice": _shown(state),
            "notices": state.notices,
            "pumps": {str(number): _pump_ledger(pump) for number, pump in state.pumps.items()},
            "tanks": {str(number): _tank_ledger(tank) for number, tank in self.site.yard.tanks.items()},
        }


def _shown(state: SiteState) -> dict[str, object] | None:
    """What the forecourt's display shows; None when it is dark."""
    notice = state.notice
    return dataclasses.asdict(notice) if notice is not None and notice.until_us > state.now_us else None


def _pump_ledger(pump: PumpState) -> dict[str, object]:
    return {
        "state": pump.point.state.name,
        "nozzle": pump.point.nozzle,
        "occupied": pump.customer is not None,
        "sequence": pump.sequence,
        "release_token": pump.authority.token,
        "last_release_token": pump.last_token,
        "price_set": pump.price_set,
        "emergency_stopped": pump.emergency_stopped,
        "delivery": {"nozzle": pump.nozzle, "volume_ml": pump.volume_ml} if pump.delivering else None,
        "nozzles": {str(number): dataclasses.asdict(nozzle) for number, nozzle in pump.nozzles.items()},
    }


def _tank_ledger(tank: Tank) -> dict[str, int | float]:
    causes = ("initial", "delivered", "dispensed", "leaked", "stolen", "expansion", "product", "water")
    booked: dict[str, int | float] = {f"{cause}_ul": getattr(tank.state, f"{cause}_ul") for cause in causes}
    return {**booked, "balance_ul": tank.balance_ul(), "temperature_c": tank.state.temperature_c}
