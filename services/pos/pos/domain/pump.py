"""A fuelling point as the POS sees it: IFSF's states, which commands they allow, and why one is refused.

States, allowed sets and codes: shared/reference/forecourt.md, 1.1 and 1.2.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

from motorway_kit.errors import Conflict


class PumpState(IntEnum):
    """IFSF's numbers."""

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


class Refusal(NamedTuple):
    """An IFSF minor error and its name, as devices give it too."""

    code: int
    reason: str


INOPERATIVE = Refusal(0x2D, "inoperative")
CLOSED = Refusal(0x2E, "closed")
ALREADY_OPEN = Refusal(0x2F, "already_open")
NOT_IN_PROGRESS = Refusal(0x30, "not_in_progress")
ALREADY_STARTED = Refusal(0x31, "already_started")
CONFIGURATION_LOCKED = Refusal(0x32, "configuration_locked")
WRONG_CONTROLLER = Refusal(0x33, "wrong_controller")
EMERGENCY_STOPPED = Refusal(0x2E, "emergency_stopped")

EMERGENCY_STOPPED_REASON = "emergency_stop"

S = PumpState
ALLOWED: dict[Command, frozenset[PumpState]] = {
    Command.OPEN: frozenset({S.CLOSED}),
    Command.CLOSE: frozenset(S) - {S.INOPERATIVE, S.CLOSED},
    Command.RELEASE: frozenset({S.IDLE, S.CALLING}),
    Command.TERMINATE: frozenset(S) - {S.INOPERATIVE, S.CLOSED, S.IDLE},
    Command.SUSPEND: frozenset({S.STARTED, S.FUELLING}),
    Command.RESUME: frozenset({S.SUSPENDED_STARTED, S.SUSPENDED_FUELLING}),
}
OTHERWISE: dict[Command, Refusal] = {
    Command.OPEN: ALREADY_OPEN,
    Command.CLOSE: CLOSED,
    Command.RELEASE: ALREADY_STARTED,
    Command.TERMINATE: NOT_IN_PROGRESS,
    Command.SUSPEND: NOT_IN_PROGRESS,
    Command.RESUME: NOT_IN_PROGRESS,
}
IN_FORCE = frozenset({S.AUTHORISED, S.STARTED, S.SUSPENDED_STARTED, S.FUELLING, S.SUSPENDED_FUELLING})
"""States with an authorisation in force."""
OWNERS = frozenset({Command.CLOSE, Command.TERMINATE, Command.RESUME})
"""What an authorisation in force leaves to the till that gave it."""
DELIVERING = IN_FORCE - {S.AUTHORISED}
"""The nozzle is out and the pump may give fuel."""


class PumpRefused(Conflict):
    """The pump's state does not allow it, by our table (`by=pos`) or by the pump's own word (`by=device`).

    `code` is IFSF's, `refusal` its name.
    """


class TooManyUnpaid(Conflict):
    """As many sales as the site allows wait at the pump to be paid."""


class PumpStateUnknown(Conflict):
    """Nothing was ever heard of the pump."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a pump said of itself at `time` by its own clock. `emergency_stopped` None: it did not speak of it."""

    site_id: str
    pump: int
    state: PumpState
    nozzle: int
    release_token: str
    time: datetime
    reason: str = ""
    emergency_stopped: bool | None = None


@dataclass(frozen=True, slots=True)
class PumpStatus:
    """What a pump said last. `time` is the device's, `seen_at` ours; `since`: it has been in this state."""

    site_id: str
    pump: int
    state: PumpState
    nozzle: int
    reason: str
    release_token: str
    time: datetime
    since: datetime
    seen_at: datetime
    emergency_stopped: bool = False


class Stack(NamedTuple):
    """The pump's sales that are not over: finished and unpaid ones, the limit of those, and one that is being asked."""

    unpaid: int
    max_unpaid: int
    requested: str = ""


def refusal_of(command: Command, state: PumpState) -> Refusal | None:
    """Why IFSF refuses the command in this state; None when it is allowed."""
    if state in ALLOWED[command]:
        return None
    if state is PumpState.INOPERATIVE:
        return INOPERATIVE
    if state is PumpState.CLOSED and command is not Command.OPEN:
        return CLOSED
    return OTHERWISE[command]


def check_command(command: Command, status: PumpStatus | None, pump: int) -> None:
    """Raises PumpStateUnknown, or PumpRefused before anything is sent."""
    if status is None:
        raise PumpStateUnknown("nothing was ever heard of this pump", pump=pump)
    if status.emergency_stopped and command in (Command.OPEN, Command.RELEASE):
        raise refused(EMERGENCY_STOPPED, pump, by="pos", state=status.state)
    if (refusal := refusal_of(command, status.state)) is not None:
        raise refused(refusal, pump, by="pos", state=status.state)


def check_release(status: PumpStatus | None, pump: int, stack: Stack) -> None:
    """Whether the pump may be authorised. Raises PumpStateUnknown, PumpRefused, TooManyUnpaid."""
    check_command(Command.RELEASE, status, pump)
    if stack.requested:
        raise refused(ALREADY_STARTED, pump, by="pos", sale=stack.requested)
    if stack.unpaid >= stack.max_unpaid:
        raise TooManyUnpaid(
            f"{stack.unpaid} sales wait at pump {pump} to be paid",
            pump=pump,
            unpaid=stack.unpaid,
            limit=stack.max_unpaid,
        )


def check_reconfiguration(pumps: Iterable[int], statuses: Mapping[int, PumpStatus]) -> None:
    """Whether these pumps' nozzles may be configured: in Inoperative and Closed, and where nothing was ever heard.

    Raises PumpRefused, which is of the first and names them all.
    """
    open_ = [pump for pump in sorted(pumps) if pump in statuses and statuses[pump].state > S.CLOSED]
    if open_:
        names, state = ", ".join(map(str, open_)), statuses[open_[0]].state
        text = f"close pump {names} first: nozzles are configured while nothing can be sold from them"
        raise refused(CONFIGURATION_LOCKED, open_[0], text, by="pos", state=state, pumps=names)


def check_owner(command: Command, state: PumpState, pump: int, cashier: str) -> None:
    """Whether an order may be given at a pump that works for the till of this cashier, by who works at another one.

    What makes a pump give no fuel for a while, and the emergency stop, is everybody's. Raises PumpRefused.
    """
    if command in OWNERS and state in IN_FORCE:
        text = f"pump {pump} works for the till of {cashier}"
        raise refused(WRONG_CONTROLLER, pump, text, by="pos", state=state, cashier=cashier)


def refused(refusal: Refusal, pump: int, message: str = "", *, by: str, **context: object) -> PumpRefused:
    """The error for a refusal, with `code` as IFSF writes it: `0x2E`."""
    shown = {name: getattr(value, "name", value) for name, value in context.items()}
    message = message or f"pump {pump} refuses: {refusal.reason.replace('_', ' ')}"
    return PumpRefused(message, pump=pump, code=f"0x{refusal.code:02X}", refusal=refusal.reason, by=by, **shown)


def took_effect(command: Command, state: PumpState) -> bool:
    """Whether a pump in this state is as the command wants it."""
    match command:
        case Command.OPEN:
            return state > S.CLOSED
        case Command.CLOSE:
            return state is S.CLOSED
        case Command.SUSPEND:
            return state in (S.SUSPENDED_STARTED, S.SUSPENDED_FUELLING)
        case Command.RESUME:
            return state in (S.STARTED, S.FUELLING)
        case Command.RELEASE:
            return state in IN_FORCE
        case Command.TERMINATE:
            return state not in IN_FORCE


def stopped_by(state: PumpState, reason: str) -> bool | None:
    """What a change of state says of the emergency stop; None: nothing. An open pump is not stopped."""
    if reason == EMERGENCY_STOPPED_REASON:
        return True
    return False if state > S.CLOSED else None
