"""Moves the pumps of a site, and says what they did: states, deliveries begun and ended, electricity."""

import dataclasses
from functools import partial

from forecourt_simulator import domain, messages, pump
from forecourt_simulator.clock import SECOND_US
from forecourt_simulator.context import SiteContext
from forecourt_simulator.domain import Command, Ending, Happening, State, Step
from forecourt_simulator.errors import InvalidInput, UnknownTarget
from forecourt_simulator.fuel import amount_minor
from forecourt_simulator.state import Authority, NozzleState, PumpState, Task
from forecourt_simulator.tank import Tank

_SAME_INSTANT_US = 1000


class PumpControl:
    def __init__(self, context: SiteContext, tanks: dict[int, Tank]) -> None:
        self._context = context
        self._tanks = tanks
        self.configs = {config.number: config for config in context.config.pumps}
        self._nozzles = {
            (config.number, each.number): each for config in context.config.pumps for each in config.nozzles
        }
        for number in context.state.pumps:
            self._adopt(number)

    def __getitem__(self, number: int) -> PumpState:
        return self._context.state.pumps[number]

    def install(self) -> None:
        """Powers the pumps up for the first time."""
        for config in self._context.config.pumps:
            nozzles = {nozzle.number: NozzleState() for nozzle in config.nozzles}
            self._context.state.pumps[config.number] = PumpState(nozzles=nozzles)
            self._adopt(config.number)
            self.power_on(config.number)

    def price_milli(self, number: int) -> dict[int, int]:
        """Prices of the pump's next delivery by nozzle."""
        return {nozzle: each.unit_price_milli for nozzle, each in self[number].nozzles.items()}

    def limit_ml(self, number: int, nozzle: int) -> int:
        """Where a delivery of this nozzle would end by the authorisation in force."""
        price, digits = self.price_milli(number)[nozzle], self._context.config.minor_digits
        limit_ml = pump.limit_ml(self[number].authority, price, digits)
        assert limit_ml is not None
        return limit_ml

    def check_pump(self, number: int) -> None:
        """Raises UnknownTarget."""
        if number not in self.configs:
            raise UnknownTarget(f"pump {number} does not exist")

    def check_nozzle(self, number: int, nozzle: int) -> None:
        """Raises UnknownTarget, InvalidInput."""
        self.check_pump(number)
        if nozzle not in self[number].nozzles:
            raise InvalidInput(f"pump {number} has no nozzle {nozzle}")

    def configure(self, number: int) -> None:
        """The pump has checked itself; it opens a second later."""
        state = self[number]
        if state.point.state is State.INOPERATIVE and state.dark_until_us <= self._context.now_us:
            self.happen(number, Happening.CONFIGURED)
            self._context.after(1.0, Task.OPEN, number)

    def open_by_itself(self, number: int) -> None:
        """After power-up, unless it was closed by order or by an emergency stop."""
        state = self[number]
        if state.point.state is State.CLOSED and not (state.emergency_stopped or state.closed_by_order):
            self.command(number, Command.OPEN, "opened")

    def expire(self, number: int) -> None:
        """The time of the authorisation in force may be over."""
        state = self[number]
        if state.point.state is State.AUTHORISED and state.authorised_until_us <= self._context.now_us:
            self.happen(number, Happening.AUTHORISATION_TIMEOUT)

    def release(self, number: int, authority: Authority, timeout_s: float) -> None:
        """Raises CommandRefused."""
        state = self[number]
        step = domain.command(state.point, Command.RELEASE)
        state.authority = authority
        self._apply(number, step, "authorised")
        if state.point.state is State.AUTHORISED:
            state.authorised_until_us = self._context.now_us + round(timeout_s * SECOND_US)
            self._context.at(state.authorised_until_us, Task.EXPIRE, number)

    def stop(self, number: int) -> bool:
        """Emergency stop: from now on closed, until `restart`. False when that was so."""
        state = self[number]
        if state.emergency_stopped:
            return False
        state.emergency_stopped = True
        if state.point.state in domain.ALLOWED[Command.CLOSE]:
            self.command(number, Command.CLOSE, "emergency_stop")
        else:
            self.say_state(number, "emergency_stop")
        return True

    def restart(self, number: int) -> bool:
        """Ends an emergency stop; True when the pump was closed, whoever closed it, and opens."""
        state = self[number]
        state.emergency_stopped = state.closed_by_order = False
        closed = state.point.state is State.CLOSED
        if closed:
            self.command(number, Command.OPEN, "restarted")
        return closed

    def cut_power(self, number: int, until_us: int) -> None:
        self[number].dark_until_us = max(self[number].dark_until_us, until_us)
        self.happen(number, Happening.POWER_CUT)
        self._context.at(until_us, Task.POWER_ON, number)

    def power_on(self, number: int) -> None:
        """The delivery that the cut ended becomes a transaction, and the pump starts."""
        state = self[number]
        if state.dark_until_us > self._context.now_us:
            return
        if state.cut_us:
            self._finish(number, Happening.POWER_CUT, state.cut_us + self._context.state.skew_us)
        self.say_state(number, "power_on")
        self._context.after(2.0, Task.CONFIGURE, number)

    def happen(self, number: int, event: Happening, nozzle: int = 0) -> None:
        state = self[number]
        step = domain.happen(state.point, event, nozzle, allowed=state.authority.allows(nozzle))
        self._settle(number)
        self._apply(number, step, event.value)

    def command(self, number: int, order: Command, reason: str) -> None:
        """Raises CommandRefused, and changes nothing then."""
        step = domain.command(self[number].point, order)
        self._settle(number)
        self._apply(number, step, reason)

    def open_valve(self, number: int) -> None:
        pump.open_valve(self[number], self._context.now_us)

    def flow(self, number: int) -> bool:
        """Moves what flowed until now; False when the tank could not give it all."""
        state = self[number]
        state.offline = state.offline or not self._context.connected
        return pump.deliver(state, partial(self._draw, number, state.nozzle), self._context.now_us)

    def running_total(self, number: int) -> bytes:
        """The payload with volume and amount of the delivery at this pump, as of now."""
        state = self[number]
        amount = pump.running_amount(state, self._context.config.minor_digits)
        figures = state.volume_ml, amount, state.unit_price_milli, state.flow_l_min
        return messages.pump_running(self._context.reported_us, state.nozzle, figures)

    def skip(self, number: int, nozzle: int, volume_ml: int) -> None:
        """Scenario: the volume totaliser jumps although nothing flowed."""
        self[number].nozzles[nozzle].volume_total_ml += volume_ml

    def lose(self, number: int, nozzle: int, volume_ml: int) -> None:
        """Scenario: fuel is sold past the controller: it leaves the tank and moves both totalisers, no more."""
        totals = self[number].nozzles[nozzle]
        given_ml = self._draw(number, nozzle, volume_ml)
        totals.volume_total_ml += given_ml
        totals.amount_total_minor += amount_minor(given_ml, totals.unit_price_milli, self._context.config.minor_digits)

    def say_state(self, number: int, reason: str) -> None:
        """A stopped pump says so whenever it speaks; without electricity the controller says nothing."""
        state, context = self[number], self._context
        if context.dark:
            return
        if state.emergency_stopped and state.point.state is State.CLOSED:
            reason = "emergency_stop"
        now_us = context.reported_us
        if 0 <= state.told_us - now_us < _SAME_INSTANT_US:
            now_us = state.told_us + 1
        state.told_us = now_us
        context.say(messages.pump_state(number, now_us, state, reason))

    def _settle(self, number: int) -> None:
        """What flowed until now has flowed, whatever happens next."""
        if self[number].point.state is State.FUELLING:
            self.flow(number)

    def _apply(self, number: int, step: Step, reason: str) -> None:
        state = self[number]
        before, state.point = state.point.state, step.point
        if step.point.state is State.STARTED and before not in domain.IN_DELIVERY:
            pump.begin(state, self._context.config.minor_digits, self._context.now_us)
            state.offline = not self._context.connected
        if step.ending is not Ending.NONE:
            self._end(number, reason)
        elif step.point.state not in domain.RELEASED and not state.cut_us:
            state.authority = Authority()
        if step.point.state is not before:
            self.say_state(number, reason)

    def _end(self, number: int, reason: str) -> None:
        """A pump without electricity keeps its meter's count and tells it later."""
        state = self[number]
        state.flow_l_min = 0.0
        if state.customer is not None:
            state.customer.done = True
        if reason == Happening.POWER_CUT:
            state.cut_us = self._context.now_us
        else:
            self._finish(number, reason, self._context.reported_us)

    def _finish(self, number: int, reason: str, finished_us: int) -> None:
        context, state = self._context, self[number]
        state.last_token = state.authority.token
        if state.volume_ml or context.config.simulation.store_zero_transactions:
            temperature_c = self._tank_of(number).state.temperature_c
            done = pump.finish(context.config, self.configs[number], state, temperature_c)
            context.state.transactions += 1
            context.state.zero_transactions += not done.volume_ml
            started_us = done.started_us + context.state.skew_us
            told = dataclasses.replace(done, started_us=started_us, finished_us=finished_us, end_reason=str(reason))
            context.say(messages.transaction(told))
        state.authority, state.cut_us = Authority(), 0

    def _draw(self, number: int, nozzle: int, volume_ml: int) -> int:
        """Takes fuel from the tanks, in the ratio of all that the nozzle ever gave; returns what there was, in ml."""
        config, total_ml = self._nozzles[number, nozzle], self[number].nozzles[nozzle].volume_total_ml
        ratio = config.second_tank_per_mille if config.second_tank else 0
        second_ml = (total_ml + volume_ml) * ratio // 1000 - total_ml * ratio // 1000
        given_ul = self._tanks[config.tank].dispense((volume_ml - second_ml) * 1000)
        if second_ml:
            given_ul += self._tanks[config.second_tank].dispense(second_ml * 1000)
        return given_ul // 1000

    def _tank_of(self, number: int) -> Tank:
        return self._tanks[self._nozzles[number, self[number].nozzle].tank]

    def _adopt(self, number: int) -> None:
        """Prices are the configuration's until a set comes; a snapshot of before there were sets knows none."""
        state, config = self[number], self._context.config
        for each in self.configs[number].nozzles:
            if not state.price_set:
                state.nozzles[each.number].unit_price_milli = config.unit_price_milli(each.grade_id)
        if state.delivering and not state.nozzle:
            state.nozzle = state.point.nozzle
            state.unit_price_milli = state.nozzles[state.nozzle].unit_price_milli
