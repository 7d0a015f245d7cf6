"""The people at the pumps and the simulated attendant: every step of a visit as a task in the agenda."""

import dataclasses

from forecourt_simulator import customers, pump
from forecourt_simulator.config import Authorisation
from forecourt_simulator.context import SiteContext
from forecourt_simulator.domain import Command, Happening, State
from forecourt_simulator.errors import InvalidInput, PumpOccupied
from forecourt_simulator.pump_control import PumpControl
from forecourt_simulator.state import Authority, Customer, PumpState, Suspension, Task

TICK_S = 0.5
MAX_QUEUE = 6


class Forecourt:
    """Plays the visits. A task whose visit number is no longer the pump's is out of date and does nothing."""

    def __init__(self, context: SiteContext, pumps: PumpControl) -> None:
        self._context = context
        self.pumps = pumps
        self._steps = {
            Task.LIFT: self._lift,
            Task.AUTHORISE: self._attend,
            Task.FIRST_FLOW: self._first_flow,
            Task.TICK: self._tick,
            Task.RESUME: self._resume,
            Task.RETURN: self._hang_up,
            Task.LEAVE: self._leave,
        }
        self._machine_steps = {
            Task.CONFIGURE: pumps.configure,
            Task.OPEN: pumps.open_by_itself,
            Task.EXPIRE: pumps.expire,
            Task.POWER_ON: pumps.power_on,
        }

    def start(self) -> None:
        """Powers the pumps up from nothing and lets the first customer come."""
        self.pumps.install()
        self._await_arrival()
        if self._context.config.customers_per_hour:
            self._context.after(self._uniform(5, 20), Task.EARLY_BIRD)

    def handles(self, task: Task) -> bool:
        return task in self._steps or task in self._machine_steps

    def perform(self, task: Task, number: int, visit: int) -> None:
        if task in self._machine_steps:
            before = self.pumps[number].point
            self._machine_steps[task](number)
            if self.pumps[number].point != before:
                self.react(number)
        elif self.pumps[number].visit == visit:
            self._steps[task](number)

    def announce(self, reason: str) -> None:
        """Says the state of every pump anew: `controller_start` or `reconnected`."""
        for number in self.pumps.configs:
            self.pumps.say_state(number, reason)

    def connection_lost(self) -> None:
        """Who waits for the platform in vain is served by the attendant, where there is one for that."""
        if self._stands_alone():
            for number in self.pumps.configs:
                if self.pumps[number].point.state is State.CALLING:
                    self._call_attendant(number)

    def arrive(self) -> None:
        """A customer comes, and the next one sets out."""
        self._await_arrival()
        self.drive_up()

    def drive_up(self) -> None:
        """To a free pump, else into the queue, else past it."""
        free = [number for number in self.pumps.configs if self._is_free(number)]
        if free:
            self._serve(self._context.stream("customers").choice(free))
        elif self._context.state.queue < MAX_QUEUE:
            self._context.state.queue += 1

    def react(self, number: int) -> None:
        """Who stands with a nozzle in hand goes on from the state that the pump is in now, whatever the plan was."""
        state = self.pumps[number]
        if state.customer is None or not state.point.nozzle:
            self._call_next(number)
            return
        state.visit += 1
        match state.point.state:
            case State.STARTED:
                self._expect_flow(number, state.customer)
            case State.FUELLING:
                self.pumps.open_valve(number)
                self._after(TICK_S, Task.TICK, number)
            case State.CLOSED | State.INOPERATIVE:
                self._after(self._uniform(3, 15), Task.RETURN, number)
            case _ if state.customer.done or state.point.state is State.IDLE:
                self._after(self._uniform(1, 5), Task.RETURN, number)
            case _:
                self._wait(number, state.customer)

    def released(self, number: int) -> None:
        """The platform has released the pump: who stands there takes a nozzle that they may, a prepaid one comes."""
        state = self.pumps[number]
        if state.point.nozzle:
            self.react(number)
        elif state.customer is None:
            self._call_next(number)
        elif not state.customer.done and not state.authority.allows(state.customer.nozzle):
            state.customer.nozzle = self._context.stream("prepaid").choice(state.authority.nozzles)

    def come(self, number: int, customer: Customer, wait_s: float) -> None:
        """Scenario: this one lifts a nozzle after that time. Raises UnknownTarget, InvalidInput, PumpOccupied."""
        self.pumps.check_nozzle(number, customer.nozzle)
        if self.pumps[number].customer is not None:
            raise PumpOccupied(f"pump {number} is in use")
        self._occupy(number, customer, wait_s)

    def lift_now(self, number: int, nozzle: int) -> None:
        """Scenario: somebody lifts this nozzle at once. Raises UnknownTarget, InvalidInput, PumpOccupied."""
        self.pumps.check_nozzle(number, nozzle)
        customer = self._plan(number, "scenario")
        plain = dataclasses.replace(customer, changes_mind=False, takes_nothing=False, pre_authorised=False)
        self.come(number, dataclasses.replace(plain, nozzle=nozzle, suspension=Suspension.NONE), 0.0)

    def hang_up_now(self, number: int) -> None:
        """Scenario. Raises UnknownTarget, and InvalidInput when no nozzle is out."""
        self.pumps.check_pump(number)
        if not self.pumps[number].point.nozzle:
            raise InvalidInput(f"no nozzle of pump {number} is out")
        self.pumps[number].visit += 1
        self._hang_up(number)

    def cut_power(self, number: int, until_us: int) -> None:
        """Scenario: everything at this pump, or at the site (0), stops dead. Raises UnknownTarget."""
        if number:
            self.pumps.check_pump(number)
        else:
            state = self._context.state
            state.dark_until_us = max(state.dark_until_us, until_us)
        for each in [number] if number else self.pumps.configs:
            self.pumps.cut_power(each, until_us)
            self.react(each)

    def _stands_alone(self) -> bool:
        mode = self._context.config.simulation.authorisation
        return mode is Authorisation.STAND_ALONE or (mode is Authorisation.FALLBACK and not self._context.connected)

    def _await_arrival(self) -> None:
        context = self._context
        at = customers.next_arrival_us(context.config, context.now_us, context.stream("customers"))
        if at is not None:
            context.at(at, Task.ARRIVE)

    def _is_free(self, number: int) -> bool:
        state = self.pumps[number]
        ready = state.point.state in (State.IDLE, State.AUTHORISED)
        return ready and state.customer is None and not state.point.nozzle

    def _call_next(self, number: int) -> None:
        """A free pump is taken by who has prepaid it, else by the next in the queue."""
        if not self._is_free(number):
            return
        state, mode = self.pumps[number], self._context.config.simulation.authorisation
        released = state.point.state is State.AUTHORISED and state.authority.limited
        if released and mode is not Authorisation.STAND_ALONE:
            self._send_prepaid(number)
        elif self._context.state.queue:
            self._context.state.queue -= 1
            self._serve(number)

    def _send_prepaid(self, number: int) -> None:
        """Who has paid comes soon, if ever, and takes what is paid or less."""
        stream, simulation = self._context.stream("prepaid"), self._context.config.simulation
        if stream.random() < simulation.prepaid_no_show_share:
            return
        customer = self._plan(number, "prepaid", self.pumps[number].authority.nozzles)
        share = stream.uniform(0.3, 0.95) if stream.random() < simulation.under_delivery_share else 1.0
        target_ml = max(round(self.pumps.limit_ml(number, customer.nozzle) * share), 1)
        comes = dataclasses.replace(customer, target_ml=target_ml, limited=False, changes_mind=False)
        self._occupy(number, comes, stream.uniform(2, 10))

    def _serve(self, number: int) -> None:
        walk_s = self._context.stream("customers").uniform(10, 40)
        self._occupy(number, self._plan(number, "customers", self.pumps[number].authority.nozzles), walk_s)

    def _plan(self, number: int, stream: str, nozzles: tuple[int, ...] = ()) -> Customer:
        """Someone for this pump who wants one of these nozzles; none named: any."""
        config = self.pumps.configs[number]
        if nozzles:
            fitting = tuple(each for each in config.nozzles if each.number in nozzles)
            config = config.model_copy(update={"nozzles": fitting})
        prices = self.pumps.price_milli(number)
        return customers.plan(self._context.config, config, prices, self._context.stream(stream))

    def _occupy(self, number: int, customer: Customer, walk_s: float) -> None:
        state = self.pumps[number]
        state.visit += 1
        state.customer = customer
        if customer.pre_authorised and self._stands_alone():
            self._after(walk_s / 2, Task.AUTHORISE, number)
        self._after(walk_s, Task.LIFT, number)

    def _lift(self, number: int) -> None:
        self.pumps.happen(number, Happening.NOZZLE_OUT, self._customer(number).nozzle)
        self.react(number)

    def _wait(self, number: int, customer: Customer) -> None:
        """For a release, or for the delivery to go on, as long as patience lasts."""
        simulation = self._context.config.simulation
        calling = self.pumps[number].point.state is State.CALLING
        if customer.changes_mind and calling:
            self._after(self._uniform(3, 15), Task.RETURN, number)
            return
        if calling and self._stands_alone():
            self._call_attendant(number)
        self._after(self._uniform(simulation.patience_min_s, simulation.patience_max_s), Task.RETURN, number)

    def _call_attendant(self, number: int) -> None:
        delay_s = self._context.config.simulation.authorisation_delay_s
        self._after(delay_s * self._uniform(0.5, 1.5), Task.AUTHORISE, number)

    def _attend(self, number: int) -> None:
        """The attendant releases the pump, unless somebody did or the platform is there to do it."""
        waiting = self.pumps[number].point.state in (State.IDLE, State.CALLING)
        if waiting and self._stands_alone() and not self._customer(number).done:
            self.pumps.release(number, Authority(), self._context.config.simulation.authorisation_timeout_s)
            self.react(number)

    def _expect_flow(self, number: int, customer: Customer) -> None:
        if customer.done or customer.takes_nothing or customer.changes_mind:
            self._after(self._uniform(3, 20), Task.RETURN, number)
        else:
            self._after(self._uniform(1, 4), Task.FIRST_FLOW, number)

    def _first_flow(self, number: int) -> None:
        customer = self._customer(number)
        if customer.suspension is Suspension.BEFORE_FLOW:
            self._suspend(number, customer)
            return
        self.pumps.happen(number, Happening.FIRST_FLOW)
        self.react(number)

    def _suspend(self, number: int, customer: Customer) -> None:
        customer.suspension = Suspension.NONE
        self.pumps.command(number, Command.SUSPEND, "suspended")
        self._after(self._uniform(5, 15), Task.RESUME, number)

    def _resume(self, number: int) -> None:
        self.pumps.command(number, Command.RESUME, "resumed")
        self.react(number)

    def _tick(self, number: int) -> None:
        state, customer = self.pumps[number], self._customer(number)
        flowing = self.pumps.flow(number)
        self._context.running.add(number)
        if not flowing:
            self._end(number, Happening.NO_PROGRESS)
        elif pump.is_full(state):
            self._end(number, Happening.LIMIT_REACHED)
        elif state.volume_ml < customer.target_ml:
            self._go_on(number, state, customer)
        elif customer.limited:
            self._end(number, Happening.LIMIT_REACHED)
        else:
            state.flow_l_min = 0.0
            self._after(self._uniform(1, 5), Task.RETURN, number)

    def _go_on(self, number: int, state: PumpState, customer: Customer) -> None:
        if customer.suspension is Suspension.DURING_FLOW and 2 * state.volume_ml > customer.target_ml:
            self._suspend(number, customer)
        else:
            self._after(TICK_S, Task.TICK, number)

    def _end(self, number: int, event: Happening) -> None:
        self.pumps.happen(number, event)
        self.react(number)

    def _hang_up(self, number: int) -> None:
        customer = self._customer(number)
        self.pumps.happen(number, Happening.NOZZLE_IN)
        customer.done = True
        self._after(self._uniform(40, 180) if customer.stay_s is None else customer.stay_s, Task.LEAVE, number)

    def _leave(self, number: int) -> None:
        self.pumps[number].customer = None
        self._call_next(number)

    def _customer(self, number: int) -> Customer:
        customer = self.pumps[number].customer
        assert customer is not None
        return customer

    def _after(self, delay_s: float, task: Task, number: int) -> None:
        self._context.after(delay_s, task, number, self.pumps[number].visit)

    def _uniform(self, low: float, high: float) -> float:
        return self._context.stream("pumps").uniform(low, high)
