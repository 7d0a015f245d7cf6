"""The IFSF fuelling point: nine states, the commands and the physical events that move it, and the refusals.

States, commands, their allowed states and the minor error codes follow the IFSF dispenser application
(Part 3-01) as openly implemented; where the sources are silent the choice is stated at the table.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class State(IntEnum):
    """FP_State with its standard numbers."""

    INOPERATIVE = 1
    CLOSED = 2
    IDLE = 3
    CALLING = 4
    AUTHORISED = 5
    STARTED = 6
    SUSPENDED_STARTED = 7
    FUELLING = 8
    SUSPENDED_FUELLING = 9


class Command(StrEnum):
    OPEN = "open"
    CLOSE = "close"
    RELEASE = "release"
    TERMINATE = "terminate"
    SUSPEND = "suspend"
    RESUME = "resume"
    CLEAR_DISPLAY = "clear_display"
    LEAK_TEST = "leak_test"


class Happening(StrEnum):
    """Physical events at the pump."""

    CONFIGURED = "configured"
    MAJOR_ERROR = "major_error"
    POWER_CUT = "power_cut"
    NOZZLE_OUT = "nozzle_out"
    NOZZLE_IN = "nozzle_in"
    FIRST_FLOW = "first_flow"
    LIMIT_REACHED = "limit_reached"
    NO_PROGRESS = "no_progress"
    CUSTOMER_STOP = "customer_stop"
    AUTHORISATION_TIMEOUT = "authorisation_timeout"


class Ending(StrEnum):
    """What a step leaves behind: nothing, a zero transaction, or a transaction to be paid."""

    NONE = "none"
    ZERO = "zero"
    PAYABLE = "payable"


class Refusal(IntEnum):
    """IFSF minor error codes for a command in the wrong state."""

    INOPERATIVE = 0x2D
    CLOSED = 0x2E
    ALREADY_OPEN = 0x2F
    NOT_IN_PROGRESS = 0x30
    ALREADY_STARTED = 0x31
    CONFIGURATION_LOCKED = 0x32
    WRONG_CONTROLLER = 0x33


class CommandRefused(Exception):
    """The state does not allow the command; `refusal` is the IFSF code."""

    def __init__(self, command: Command, state: State, refusal: Refusal) -> None:
        super().__init__(f"{command} refused in state {state.name}: 0x{refusal:02X} {refusal.name}")
        self.refusal = refusal


class ImpossibleEvent(Exception):
    """A physical event that cannot happen in this state, such as flow at a closed pump."""


@dataclass(frozen=True, slots=True)
class FuellingPoint:
    """State and the logical nozzle that is out (0 when all hang)."""

    state: State = State.INOPERATIVE
    nozzle: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """The fuelling point after a command or an event, and how a running delivery ended by it."""

    point: FuellingPoint
    ending: Ending = Ending.NONE


IN_DELIVERY = {
    State.STARTED: Ending.ZERO,
    State.SUSPENDED_STARTED: Ending.ZERO,
    State.FUELLING: Ending.PAYABLE,
    State.SUSPENDED_FUELLING: Ending.PAYABLE,
}
RELEASED = frozenset({State.AUTHORISED, *IN_DELIVERY})
_FROM_CALLING = range(State.CALLING, State.SUSPENDED_FUELLING + 1)

ALLOWED: dict[Command, frozenset[State]] = {
    Command.OPEN: frozenset({State.CLOSED}),
    Command.CLOSE: frozenset(State(n) for n in range(3, 10)),
    Command.RELEASE: frozenset({State.IDLE, State.CALLING}),
    Command.TERMINATE: frozenset(State(n) for n in _FROM_CALLING),
    Command.SUSPEND: frozenset({State.STARTED, State.FUELLING}),
    Command.RESUME: frozenset({State.SUSPENDED_STARTED, State.SUSPENDED_FUELLING}),
    Command.CLEAR_DISPLAY: frozenset({State.IDLE, State.CALLING, State.AUTHORISED}),
    Command.LEAK_TEST: frozenset({State.IDLE}),
}


def refusal(command: Command, state: State) -> Refusal | None:
    """The code with which the command is refused in this state, None when it is allowed.

    The sources give codes for Open, Release, Suspend, Resume and Terminate. Chosen here: Close in Closed answers
    0x2E; Terminate in Idle, and Suspend of what is suspended, answer 0x30; Resume of what runs answers 0x31;
    Clear_Display and Leak_Command outside their states answer 0x31.
    """
    if state in ALLOWED[command]:
        return None
    if state is State.INOPERATIVE:
        return Refusal.INOPERATIVE
    if command is Command.OPEN:
        return Refusal.ALREADY_OPEN
    if state is State.CLOSED:
        return Refusal.CLOSED
    return _refusal_when_open(command, state)


def _refusal_when_open(command: Command, state: State) -> Refusal:
    match command:
        case Command.SUSPEND | Command.TERMINATE:
            return Refusal.NOT_IN_PROGRESS
        case Command.RESUME:
            return Refusal.ALREADY_STARTED if state in IN_DELIVERY else Refusal.NOT_IN_PROGRESS
        case _:
            return Refusal.ALREADY_STARTED


def command(point: FuellingPoint, order: Command) -> Step:
    """The fuelling point after an order of its controller. Raises CommandRefused."""
    code = refusal(order, point.state)
    if code is not None:
        raise CommandRefused(order, point.state, code)
    match order:
        case Command.OPEN:
            return Step(_moved(point, State.CALLING if point.nozzle else State.IDLE))
        case Command.CLOSE:
            return Step(_moved(point, State.CLOSED), IN_DELIVERY.get(point.state, Ending.NONE))
        case Command.TERMINATE:
            return _terminated(point)
        case Command.RELEASE | Command.SUSPEND | Command.RESUME:
            return Step(_moved(point, _COMMANDED[order, point.state]))
        case _:
            return Step(point)


_COMMANDED = {
    (Command.RELEASE, State.IDLE): State.AUTHORISED,
    (Command.RELEASE, State.CALLING): State.STARTED,
    (Command.SUSPEND, State.STARTED): State.SUSPENDED_STARTED,
    (Command.SUSPEND, State.FUELLING): State.SUSPENDED_FUELLING,
    (Command.RESUME, State.SUSPENDED_STARTED): State.STARTED,
    (Command.RESUME, State.SUSPENDED_FUELLING): State.FUELLING,
}


def _terminated(point: FuellingPoint) -> Step:
    """A call has neither authority nor delivery to end, so it stays; everything else ends in Idle."""
    if point.state is State.CALLING:
        return Step(point)
    return Step(_moved(point, State.IDLE), IN_DELIVERY.get(point.state, Ending.NONE))


def happen(point: FuellingPoint, event: Happening, nozzle: int = 0, *, allowed: bool = True) -> Step:
    """The fuelling point after a physical event. Raises ImpossibleEvent.

    `nozzle` is the logical nozzle that was lifted, `allowed` whether the authorisation in force is good for it; both
    are read for NOZZLE_OUT only.
    """
    match event:
        case Happening.NOZZLE_OUT:
            return _nozzle_out(point, nozzle, allowed=allowed)
        case Happening.NOZZLE_IN:
            return _nozzle_in(point)
        case Happening.MAJOR_ERROR | Happening.POWER_CUT:
            return Step(_moved(point, State.INOPERATIVE), IN_DELIVERY.get(point.state, Ending.NONE))
        case Happening.LIMIT_REACHED | Happening.NO_PROGRESS | Happening.CUSTOMER_STOP if point.state in IN_DELIVERY:
            return Step(_moved(point, State.IDLE), IN_DELIVERY[point.state])
        case _ if (event, point.state) in _HAPPENED:
            return Step(_moved(point, _HAPPENED[event, point.state]))
    raise ImpossibleEvent(f"{event} in state {point.state.name}")


_HAPPENED = {
    (Happening.CONFIGURED, State.INOPERATIVE): State.CLOSED,
    (Happening.FIRST_FLOW, State.STARTED): State.FUELLING,
    (Happening.AUTHORISATION_TIMEOUT, State.AUTHORISED): State.IDLE,
}


def _nozzle_out(point: FuellingPoint, nozzle: int, *, allowed: bool) -> Step:
    if point.nozzle or nozzle < 1:
        raise ImpossibleEvent(f"nozzle {nozzle} lifted while nozzle {point.nozzle} is out")
    if point.state is State.AUTHORISED and not allowed:
        return Step(FuellingPoint(State.AUTHORISED, nozzle))
    lifted = {State.IDLE: State.CALLING, State.AUTHORISED: State.STARTED}.get(point.state, point.state)
    return Step(FuellingPoint(lifted, nozzle))


def _nozzle_in(point: FuellingPoint) -> Step:
    if not point.nozzle:
        raise ImpossibleEvent("a nozzle hung up while all hang")
    if point.state is State.CALLING or point.state in IN_DELIVERY:
        return Step(FuellingPoint(State.IDLE), IN_DELIVERY.get(point.state, Ending.NONE))
    return Step(FuellingPoint(point.state))


def _moved(point: FuellingPoint, state: State) -> FuellingPoint:
    return FuellingPoint(state, point.nozzle)
