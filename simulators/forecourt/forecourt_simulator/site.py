"""One simulated site: takes tasks from its agenda in the order of time and gathers what the controller says."""

import heapq
from dataclasses import replace

from motorway.iot.v1 import device_pb2 as pb

from forecourt_simulator.config import SiteConfig
from forecourt_simulator.context import SiteContext
from forecourt_simulator.errors import InvalidInput
from forecourt_simulator.forecourt import Forecourt
from forecourt_simulator.messages import Outgoing
from forecourt_simulator.orders import Orders
from forecourt_simulator.pump_control import PumpControl
from forecourt_simulator.state import SiteState, Task, dump
from forecourt_simulator.tankyard import TankYard


class Site:
    """Depends on nothing but its state and the orders it gets: the same seed makes the same history."""

    def __init__(self, config: SiteConfig, state: SiteState) -> None:
        self.config = config
        self.context = SiteContext(config, state)
        if state.pumps:
            self._check_pumps()
        self.yard = TankYard(self.context)
        self.forecourt = Forecourt(self.context, PumpControl(self.context, self.yard.tanks))
        self._orders = Orders(self.context, self.forecourt)
        if not state.pumps:
            self.forecourt.start()
            self.yard.start()

    @property
    def now_us(self) -> int:
        return self.context.state.now_us

    def run_until(self, time_us: int) -> None:
        """Performs everything that is due up to and including `time_us`."""
        state = self.context.state
        while state.agenda and state.agenda[0][0] <= time_us:
            at_us, _, task, number, visit = heapq.heappop(state.agenda)
            state.now_us = max(at_us, state.now_us)
            self._perform(task, number, visit)
        state.now_us = max(time_us, state.now_us)

    def next_task_us(self) -> int:
        return self.context.state.agenda[0][0]

    def postpone(self, gap_us: int) -> None:
        """Shifts everything that is to come: the site stood still for that long."""
        state = self.context.state
        state.agenda = [(at_us + gap_us, *rest) for at_us, *rest in state.agenda]  # type: ignore[misc]
        for pump in state.pumps.values():
            pump.started_us += gap_us
            pump.flow_from_us += gap_us
            pump.authorised_until_us += gap_us
            pump.dark_until_us += gap_us
        for tank in state.tanks.values():
            tank.advanced_us += gap_us
            tank.drop_advanced_us += gap_us
        state.dark_until_us += gap_us
        if state.notice is not None:
            state.notice = replace(state.notice, until_us=state.notice.until_us + gap_us)
        state.now_us += gap_us

    def set_connected(self, connected: bool) -> None:
        """Whether the controller can be asked and can tell."""
        lost = self.context.connected and not connected
        self.context.connected = connected
        if lost:
            self.forecourt.connection_lost()

    def obey(self, command: pb.Command) -> pb.CommandResponse:
        """Carries out an order of the platform now."""
        return self._orders.obey(command)

    def take_outbox(self) -> list[Outgoing]:
        gathered, self.context.outbox = self.context.outbox, []
        return gathered

    def take_running(self) -> set[int]:
        """Pumps that delivered since the last call."""
        gathered, self.context.running = self.context.running, set()
        return gathered

    def snapshot(self) -> bytes:
        self.context.save_streams()
        return dump(self.context.state)

    def _perform(self, task: Task, number: int, visit: int) -> None:
        if self.forecourt.handles(task):
            self.forecourt.perform(task, number, visit)
            return
        match task:
            case Task.ARRIVE:
                self.forecourt.arrive()
            case Task.EARLY_BIRD:
                self.forecourt.drive_up()
            case Task.READ_TANKS:
                self.yard.read_tanks()
            case Task.SAMPLE:
                self.yard.sample()
            case Task.SEND_BATCH:
                self.yard.send_batch()
            case Task.DELIVER:
                self.yard.deliver(number)
            case Task.TICK_DELIVERY:
                self.yard.tick_delivery(number)

    def _check_pumps(self) -> None:
        stored = self.context.state.pumps
        for pump in self.config.pumps:
            numbers = {nozzle.number for nozzle in pump.nozzles}
            if pump.number not in stored or stored[pump.number].nozzles.keys() != numbers:
                raise InvalidInput(f"the stored state of {self.config.site_id} has other pumps: use a new --state")
