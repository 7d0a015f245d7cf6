"""What the platform may order of a site, how it is done, and the refusals."""

from collections.abc import Callable, Iterable
from typing import Any

from google.protobuf.message import Message
from motorway.iot.v1 import device_pb2 as pb

from forecourt_simulator import SOFTWARE_VERSION
from forecourt_simulator.clock import SECOND_US
from forecourt_simulator.context import SiteContext
from forecourt_simulator.domain import Command, CommandRefused, Refusal, State, refusal
from forecourt_simulator.forecourt import Forecourt
from forecourt_simulator.messages import pump_report, timestamp
from forecourt_simulator.state import Authority, ShownNotice

# IFSF minor error of the price change errors 0x35 … 0x37.
PRICE_SET_DIFFERS = 0x35
_CONTROLS = {
    pb.PUMP_ACTION_OPEN: (Command.OPEN, "opened"),
    pb.PUMP_ACTION_CLOSE: (Command.CLOSE, "closed"),
    pb.PUMP_ACTION_SUSPEND: (Command.SUSPEND, "suspended"),
    pb.PUMP_ACTION_RESUME: (Command.RESUME, "resumed"),
    pb.PUMP_ACTION_TERMINATE: (Command.TERMINATE, "terminated"),
}
_WITH_CONTROLS = ("ping", "authorise", "emergency_stop", "restart", "set_prices", "show_prices", "notice", "ask_pumps")
KINDS = (*_WITH_CONTROLS, *(order.value for order, _ in _CONTROLS.values()))


class Refused(Exception):
    """`code` is the IFSF minor error, 0 where there is none; `reason` is in snake case."""

    def __init__(self, reason: str, code: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code


def kind(command: pb.Command) -> str:
    """One of KINDS, or empty for a command that is not known here."""
    which = command.WhichOneof("command") or ""
    if which != "control":
        return which
    order, _ = _CONTROLS.get(command.control.action, (None, ""))
    return order.value if order else ""


class Orders:
    """Each order is checked completely before it changes anything."""

    def __init__(self, context: SiteContext, forecourt: Forecourt) -> None:
        self._context = context
        self._forecourt = forecourt
        self._pumps = forecourt.pumps
        self._known: dict[str, Callable[[Any], None]] = {
            "ping": self._ping,
            "authorise": self._authorise,
            "control": self._control,
            "emergency_stop": self._emergency_stop,
            "restart": self._restart,
            "set_prices": self._set_prices,
            "show_prices": self._show_prices,
            "notice": self._notice,
            "ask_pumps": self._ask_pumps,
        }

    def obey(self, command: pb.Command) -> pb.CommandResponse:
        """Carries the command out, or refuses it, and says how the pumps concerned are then."""
        response = pb.CommandResponse(command_id=command.command_id, time=timestamp(self._context.reported_us))
        try:
            self._carry_out(command, response)
            response.accepted = True
        except Refused as refused:
            response.refusal_code, response.refusal_reason = refused.code, refused.reason
        except CommandRefused as refused:
            response.refusal_code, response.refusal_reason = refused.refusal, refused.refusal.name.lower()
        digits = self._context.config.minor_digits
        response.pumps.extend(pump_report(n, self._pumps[n], digits) for n in self._concerned(command))
        return response

    def _carry_out(self, command: pb.Command, response: pb.CommandResponse) -> None:
        self._refuse_as_told(command)
        which = command.WhichOneof("command") or ""
        if which not in self._known:
            raise Refused("unsupported_command")
        self._known[which](getattr(command, which))
        if which == "ping":
            response.pong.CopyFrom(pb.Pong(software_version=SOFTWARE_VERSION, time=response.time))

    def _refuse_as_told(self, command: pb.Command) -> None:
        """A scenario has ordered the refusal."""
        forced = self._context.state.refusals
        concerned = set(self._concerned(command))
        for each in forced:
            if each.command in ("any", kind(command)) and (not each.pump or each.pump in concerned):
                each.count -= 1
                self._context.state.refusals = [one for one in forced if one.count > 0]
                raise Refused(each.reason, each.code)

    def _concerned(self, command: pb.Command) -> list[int]:
        which = command.WhichOneof("command")
        match which:
            case "authorise" | "control":
                asked: Iterable[int] = [getattr(command, which).pump]
            case "emergency_stop" | "restart" | "ask_pumps":
                asked = self._pumps_of(getattr(command, which).pump)
            case "set_prices":
                asked = {price.pump for price in command.set_prices.prices}
            case _:
                asked = []
        return sorted(number for number in asked if number in self._pumps.configs)

    def _pumps_of(self, number: int) -> Iterable[int]:
        return [number] if number else self._pumps.configs

    def _ping(self, _: Message) -> None:
        """Its answer says it all."""

    def _ask_pumps(self, asked: pb.AskPumps) -> None:
        self._check(*self._pumps_of(asked.pump))

    def _authorise(self, order: pb.Authorise) -> None:
        self._check(order.pump)
        state = self._pumps[order.pump]
        if order.release_token and order.release_token in (state.authority.token, state.last_token):
            return
        self._check_release(order)
        authority = Authority(order.release_token, tuple(order.nozzles), order.max_amount_minor, order.max_volume_ml)
        timeout_s = order.timeout_s or self._context.config.simulation.authorisation_timeout_s
        self._pumps.release(order.pump, authority, timeout_s)
        self._forecourt.released(order.pump)

    def _check_release(self, order: pb.Authorise) -> None:
        state = self._pumps[order.pump]
        self._refuse_stopped(order.pump)
        if code := refusal(Command.RELEASE, state.point.state):
            raise CommandRefused(Command.RELEASE, state.point.state, code)
        if order.price_set and order.price_set != state.price_set:
            raise Refused("price_set_differs", PRICE_SET_DIFFERS)
        if order.max_amount_minor < 0 or order.max_volume_ml < 0:
            raise Refused("invalid_limit")
        if not set(order.nozzles) <= state.nozzles.keys():
            raise Refused("unknown_nozzle")
        if state.point.state is State.CALLING and order.nozzles and state.point.nozzle not in order.nozzles:
            raise Refused("nozzle_not_allowed")

    def _control(self, order: pb.Control) -> None:
        self._check(order.pump)
        if order.action not in _CONTROLS:
            raise Refused("unsupported_command")
        command, reason = _CONTROLS[order.action]
        if command is Command.OPEN:
            self._refuse_stopped(order.pump)
        self._pumps.command(order.pump, command, reason)
        if command in (Command.OPEN, Command.CLOSE):
            self._pumps[order.pump].closed_by_order = command is Command.CLOSE
        self._forecourt.react(order.pump)

    def _emergency_stop(self, order: pb.EmergencyStop) -> None:
        numbers = self._pumps_of(order.pump)
        self._check(*numbers)
        for number in numbers:
            if self._pumps.stop(number):
                self._forecourt.react(number)

    def _restart(self, order: pb.Restart) -> None:
        numbers = self._pumps_of(order.pump)
        self._check(*numbers)
        for number in numbers:
            if self._pumps.restart(number):
                self._forecourt.react(number)

    def _set_prices(self, order: pb.SetPrices) -> None:
        self._check_prices(order)
        for price in order.prices:
            self._pumps[price.pump].price_set = order.price_set
            self._pumps[price.pump].nozzles[price.nozzle].unit_price_milli = price.unit_price_milli

    def _check_prices(self, order: pb.SetPrices) -> None:
        self._check(*(price.pump for price in order.prices))
        if not order.price_set or not order.prices:
            raise Refused("invalid_price_set")
        if any(price.nozzle not in self._pumps[price.pump].nozzles for price in order.prices):
            raise Refused("unknown_nozzle")
        if any(price.unit_price_milli <= 0 for price in order.prices):
            raise Refused("invalid_price")
        if len({(price.pump, price.nozzle) for price in order.prices}) < len(order.prices):
            raise Refused("nozzle_priced_twice")

    def _show_prices(self, order: pb.ShowPrices) -> None:
        self._context.state.sign = {price.grade: price.unit_price_milli for price in order.prices}

    def _notice(self, order: pb.Notice) -> None:
        state = self._context.state
        severity = pb.NoticeSeverity.Name(order.severity).removeprefix("NOTICE_SEVERITY_")
        until_us = state.now_us + order.display_s * SECOND_US
        state.notice = ShownNotice(order.text, severity, order.sounder, until_us)
        state.notices += 1

    def _check(self, *numbers: int) -> None:
        if not set(numbers) <= self._pumps.configs.keys():
            raise Refused("unknown_pump")

    def _refuse_stopped(self, number: int) -> None:
        if self._pumps[number].emergency_stopped:
            raise Refused("emergency_stopped", Refusal.CLOSED)
