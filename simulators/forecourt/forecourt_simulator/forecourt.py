"""Pumps, the people at them and the simulated attendant: every step of a visit as a task in the agenda."""

import dataclasses

from forecourt_simulator import customers, domain, messages, pump
from forecourt_simulator.config import NozzleConfig
from forecourt_simulator.context import SiteContext
from forecourt_simulator.domain import Command, Ending, FuellingPoint, Happening, State, Step
from forecourt_simulator.errors import InvalidInput, PumpOccupied, UnknownTarget
from forecourt_simulator.state import Customer, NozzleState, PumpState, Suspension, Task
from forecourt_simulator.tank import Tank

TICK_S = 0.5
MAX_QUEUE = 6
PATIENCE_S = (120, 300)


class Forecourt:
    """Plays the visits. A task whose visit number is no longer the pump's is out of date and does nothing."""

    def __init__(self, context: SiteContext, tanks: dict[int, Tank]) -> None:
        self._context = context
        self._tanks = tanks
        self._configs = {config.number: config for config in context.config.pumps}
        self._nozzles = {
            (config.number, each.number): each for config in context.config.pumps for each in config.nozzles
        }
        self._steps = {
            Task.CONFIGURE: self._configure,
            Task.OPEN: self._open,
            Task.LIFT: self._lift,
            Task.AUTHORISE: self._authorise,
            Task.FIRST_FLOW: self._first_flow,
            Task.TICK: self._tick,
            Task.RESUME: self._resume,
            Task.RETURN: self._hang_up,
            Task.LEAVE: self._leave,
        }

    def start(self) -> None:
        """Powers the pumps up from nothing and lets the first customer come."""
        for config in self._context.config.pumps:
            nozzles = {nozzle.number: NozzleState() for nozzle in config.nozzles}
            self._context.state.pumps[config.number] = PumpState(nozzles=nozzles)
            self._say_state(config.number, "power_on")
            self._context.after(2.0, Task.CONFIGURE, config.number)
        self._await_arrival()
        if self._context.config.customers_per_hour:
            self._context.after(self._uniform(5, 20), Task.EARLY_BIRD)

    def handles(self, task: Task) -> bool:
        return task in self._steps

    def perform(self, task: Task, number: int, visit: int) -> None:
        if self._context.state.pumps[number].visit == visit:
            self._steps[task](number)

    def announce(self) -> None:
        """Says the state of every pump anew, after the controller was started again."""
        for number in self._configs:
            self._say_state(number, "controller_start")

    def arrive(self) -> None:
        """A customer comes, and the next one sets out."""
        self._await_arrival()
        self.drive_up()

    def drive_up(self) -> None:
        """To a free pump, else into the queue, else past it."""
        free = [number for number in self._configs if self._is_free(number)]
        if free:
            self._serve(self._context.stream("customers").choice(free))
        elif self._context.state.queue < MAX_QUEUE:
            self._context.state.queue += 1

    def lift_now(self, number: int, nozzle: int) -> None:
        """Scenario: somebody lifts this nozzle at once. Raises UnknownTarget, InvalidInput, PumpOccupied."""
        if number not in self._configs:
            raise UnknownTarget(f"pump {number} does not exist")
        numbers = [each.number for each in self._configs[number].nozzles]
        if nozzle not in numbers:
            raise InvalidInput(f"pump {number} has no nozzle {nozzle}")
        if not self._is_free(number):
            raise PumpOccupied(f"pump {number} is in use")
        customer = customers.plan(self._context.config, self._configs[number], self._context.stream("scenario"))
        plain = dataclasses.replace(customer, changes_mind=False, takes_nothing=False, pre_authorised=False)
        self._occupy(number, dataclasses.replace(plain, nozzle=nozzle, suspension=Suspension.NONE), 0.0)

    def running_total(self, number: int) -> bytes:
        """The payload with volume and amount of the delivery at this pump, as of now."""
        state, customer = self._of(number)
        grade, config = self._nozzle_of(number).grade_id, self._context.config
        amount = pump.running_amount(config, grade, state.volume_ml)
        figures = state.volume_ml, amount, config.unit_price_milli(grade), state.flow_l_min
        return messages.pump_running(self._context.reported_us, customer.nozzle, figures)

    def _await_arrival(self) -> None:
        context = self._context
        at = customers.next_arrival_us(context.config, context.now_us, context.stream("customers"))
        if at is not None:
            context.at(at, Task.ARRIVE)

    def _is_free(self, number: int) -> bool:
        state = self._context.state.pumps[number]
        return state.customer is None and state.point == FuellingPoint(State.IDLE)

    def _serve(self, number: int) -> None:
        stream = self._context.stream("customers")
        customer = customers.plan(self._context.config, self._configs[number], stream)
        self._occupy(number, customer, stream.uniform(10, 40))

    def _occupy(self, number: int, customer: Customer, walk_s: float) -> None:
        state = self._context.state.pumps[number]
        state.visit += 1
        state.customer = customer
        state.offline = not self._context.connected
        if customer.pre_authorised and self._context.config.simulation.stand_alone_authorisation:
            self._after(walk_s / 2, Task.AUTHORISE, number)
        self._after(walk_s, Task.LIFT, number)

    def _configure(self, number: int) -> None:
        self._happen(number, Happening.CONFIGURED)
        self._context.after(1.0, Task.OPEN, number)

    def _open(self, number: int) -> None:
        self._command(number, Command.OPEN, "opened")

    def _lift(self, number: int) -> None:
        state, customer = self._of(number)
        self._happen(number, Happening.NOZZLE_OUT, customer.nozzle)
        if state.point.state is State.STARTED:
            self._expect_flow(number, customer)
        elif customer.changes_mind:
            self._after(self._uniform(3, 15), Task.RETURN, number)
        elif self._context.config.simulation.stand_alone_authorisation:
            delay_s = self._context.config.simulation.authorisation_delay_s
            self._after(delay_s * self._uniform(0.5, 1.5), Task.AUTHORISE, number)
        else:
            self._after(self._uniform(*PATIENCE_S), Task.RETURN, number)

    def _authorise(self, number: int) -> None:
        state, customer = self._of(number)
        self._command(number, Command.RELEASE, "authorised")
        if state.point.state is State.STARTED:
            self._expect_flow(number, customer)

    def _expect_flow(self, number: int, customer: Customer) -> None:
        state = self._context.state.pumps[number]
        pump.begin(state, customer.nozzle, self._context.now_us)
        if customer.takes_nothing:
            self._after(self._uniform(3, 20), Task.RETURN, number)
        else:
            self._after(self._uniform(1, 4), Task.FIRST_FLOW, number)

    def _first_flow(self, number: int) -> None:
        state, customer = self._of(number)
        if customer.suspension is Suspension.BEFORE_FLOW:
            self._suspend(number, customer)
            return
        pump.open_valve(state, self._context.now_us)
        self._happen(number, Happening.FIRST_FLOW)
        self._after(TICK_S, Task.TICK, number)

    def _suspend(self, number: int, customer: Customer) -> None:
        customer.suspension = Suspension.NONE
        self._command(number, Command.SUSPEND, "suspended")
        self._after(self._uniform(5, 15), Task.RESUME, number)

    def _resume(self, number: int) -> None:
        state, _ = self._of(number)
        self._command(number, Command.RESUME, "resumed")
        if state.point.state is State.STARTED:
            self._after(self._uniform(1, 3), Task.FIRST_FLOW, number)
            return
        pump.open_valve(state, self._context.now_us)
        self._after(TICK_S, Task.TICK, number)

    def _tick(self, number: int) -> None:
        state, customer = self._of(number)
        state.offline = state.offline or not self._context.connected
        flowing = pump.deliver(state, self._tank_of(number), self._context.now_us)
        self._context.running.add(number)
        if not flowing:
            self._end(number, Happening.NO_PROGRESS)
        elif state.volume_ml < customer.target_ml:
            self._go_on(number, customer)
        elif customer.limited:
            self._end(number, Happening.LIMIT_REACHED)
        else:
            state.flow_l_min = 0.0
            self._after(self._uniform(1, 5), Task.RETURN, number)

    def _go_on(self, number: int, customer: Customer) -> None:
        state = self._context.state.pumps[number]
        if customer.suspension is Suspension.DURING_FLOW and 2 * state.volume_ml > customer.target_ml:
            state.flow_l_min = 0.0
            self._suspend(number, customer)
        else:
            self._after(TICK_S, Task.TICK, number)

    def _end(self, number: int, event: Happening) -> None:
        self._happen(number, event)
        self._after(self._uniform(1, 5), Task.RETURN, number)

    def _hang_up(self, number: int) -> None:
        self._happen(number, Happening.NOZZLE_IN)
        self._after(self._uniform(40, 180), Task.LEAVE, number)

    def _leave(self, number: int) -> None:
        self._context.state.pumps[number].customer = None
        if self._context.state.queue:
            self._context.state.queue -= 1
            self._serve(number)

    def _happen(self, number: int, event: Happening, nozzle: int = 0) -> None:
        point = self._context.state.pumps[number].point
        self._apply(number, domain.happen(point, event, nozzle), event.value)

    def _command(self, number: int, order: Command, reason: str) -> None:
        self._apply(number, domain.command(self._context.state.pumps[number].point, order), reason)

    def _apply(self, number: int, step: Step, reason: str) -> None:
        state = self._context.state.pumps[number]
        changed, state.point = step.point.state is not state.point.state, step.point
        if changed:
            self._say_state(number, reason)
        if step.ending is not Ending.NONE:
            self._finish(number)

    def _finish(self, number: int) -> None:
        context, state = self._context, self._context.state.pumps[number]
        state.flow_l_min = 0.0
        if not state.volume_ml and not context.config.simulation.store_zero_transactions:
            return
        temperature_c = self._tank_of(number).state.temperature_c
        done = pump.finish(context.config, self._configs[number], state, temperature_c)
        context.state.transactions += 1
        context.state.zero_transactions += not done.volume_ml
        started_us = done.started_us + context.state.skew_us
        context.say(
            messages.transaction(dataclasses.replace(done, started_us=started_us, finished_us=context.reported_us))
        )

    def _say_state(self, number: int, reason: str) -> None:
        point = self._context.state.pumps[number].point
        message = messages.pump_state(number, self._context.reported_us, point, reason)
        self._context.say(message)

    def _tank_of(self, number: int) -> Tank:
        return self._tanks[self._nozzle_of(number).tank]

    def _nozzle_of(self, number: int) -> NozzleConfig:
        return self._nozzles[number, self._of(number)[1].nozzle]

    def _of(self, number: int) -> tuple[PumpState, Customer]:
        state = self._context.state.pumps[number]
        assert state.customer is not None
        return state, state.customer

    def _after(self, delay_s: float, task: Task, number: int) -> None:
        self._context.after(delay_s, task, number, self._context.state.pumps[number].visit)

    def _uniform(self, low: float, high: float) -> float:
        return self._context.stream("pumps").uniform(low, high)
