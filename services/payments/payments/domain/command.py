"""What is asked of Stripe: once meant, sent until its outcome is known, and never with a new key before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum

from payments.domain.timing import SEND_PATIENCE

YOUNG = timedelta(hours=20)
"""Stripe may forget a key after 24 hours: sent again then, it would be another request."""
SAME_KEY_TRIES = 3
"""A saved server error is replayed for ever, so it is not asked for without end."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 60.0
NEW_KEY_PAUSE = timedelta(seconds=60)
"""Before something is asked for once more under another key; long enough for people to see it."""
STUCK_PAUSE = timedelta(minutes=10)
FIRST_AGAIN, LONGEST_AGAIN = timedelta(minutes=1), timedelta(hours=1)


class CommandKind(StrEnum):
    CREATE = "create"
    CONFIRM = "confirm"
    ASK_READER = "ask_reader"
    STOP_READER = "stop_reader"
    OPEN_PAGE = "open_page"
    CLOSE_PAGE = "close_page"
    CAPTURE = "capture"
    CANCEL = "cancel"
    REFUND = "refund"


FOR_A_CUSTOMER = frozenset({CommandKind.CREATE, CommandKind.CONFIRM, CommandKind.ASK_READER, CommandKind.OPEN_PAGE})
"""Asks for a card whose owner waits for it."""


class Outcome(StrEnum):
    """What the last attempt ended with. NONE: it is under way, or whoever made it died.

    NOT_ASKED: Stripe did not even say what had become of it.
    """

    NONE = ""
    LOST = "lost"
    IN_USE = "in_use"
    SERVER_ERROR = "server_error"
    GARBAGE = "garbage"
    RATE_LIMITED = "rate_limited"
    KEY_REFUSED = "key_refused"
    KEY_REUSED = "key_reused"
    NOT_ASKED = "not_asked"

    @property
    def unknown(self) -> bool:
        """It may have happened."""
        return self in UNKNOWN


ASK_FIRST = frozenset({Outcome.NONE, Outcome.SERVER_ERROR, Outcome.KEY_REUSED, Outcome.NOT_ASKED})
UNKNOWN = (ASK_FIRST - {Outcome.NONE}) | {Outcome.LOST, Outcome.IN_USE, Outcome.GARBAGE}


@dataclass(frozen=True)
class Command:
    """`target`: what it is for at Stripe (pi_…, tmr_…, cs_…). `params`: JSON, sent byte for byte as it was stored.

    `round`: 1, and one more for each other key. `attempts`, `server_errors` and both times are of this key.
    """

    command_id: str
    payment_id: str
    kind: CommandKind
    key: str
    target: str
    params: bytes
    created_at: datetime
    due_at: datetime
    refund_id: str = ""
    round: int = 1
    first_sent_at: datetime | None = None
    attempts: int = 0
    server_errors: int = 0
    outcome: Outcome = Outcome.NONE


class Next(Enum):
    SEND = "send"
    ASK = "ask"


class Retry(Enum):
    """What follows when Stripe says that it did not happen. ABANDON: nobody waits for it any more."""

    ABANDON = "abandon"
    SAME_KEY = "same_key"
    NEW_KEY = "new_key"
    WAIT = "wait"


def next_step(command: Command, now: datetime, *, given_up: bool = False) -> Next:
    """Send it, or ask first what became of it: when it is old, after a restart, and after an error of the server.

    `given_up`: its payment was, meanwhile.
    """
    if _unwanted(command, now, given_up=given_up):
        return Next.ASK
    if command.first_sent_at is None:
        return Next.SEND
    if _old(command, now) or command.outcome in ASK_FIRST:
        return Next.ASK
    return Next.SEND


def after_nothing_happened(command: Command, now: datetime, *, given_up: bool = False) -> Retry:
    """Stripe was asked, and knows nothing of it."""
    if _unwanted(command, now, given_up=given_up):
        return Retry.ABANDON
    if command.outcome is Outcome.KEY_REUSED:
        return Retry.WAIT
    if _old(command, now) or command.server_errors >= SAME_KEY_TRIES:
        return Retry.NEW_KEY
    return Retry.SAME_KEY


def is_late(command: Command, now: datetime) -> bool:
    """Whether it asks for a card that nobody holds out any more."""
    return command.kind in FOR_A_CUSTOMER and now - command.created_at >= SEND_PATIENCE


def not_asked(command: Command) -> Outcome:
    """The question what became of it has no answer: it is asked again, and nothing is sent before."""
    return Outcome.KEY_REUSED if command.outcome is Outcome.KEY_REUSED else Outcome.NOT_ASKED


def pause(command: Command, outcome: Outcome, jitter: float) -> timedelta:
    """Until it is worked at again; `jitter` from 0 to 1 spreads those that failed together."""
    if outcome is Outcome.KEY_REUSED:
        return STUCK_PAUSE
    seconds = min(FIRST_PAUSE_S * 2 ** min(command.attempts, 10), LONGEST_PAUSE_S)
    return timedelta(seconds=seconds * (0.75 + jitter / 2))


def again_after(command: Command) -> timedelta:
    """Until something that Stripe has refused, and that is needed still, is asked for once more."""
    doublings: int = min(command.round - 1, 10)
    return min(FIRST_AGAIN * (1 << doublings), LONGEST_AGAIN)


def base_key(kind: CommandKind, payment_id: str, attempt: int = 1, refund_id: str = "") -> str:
    """The key of the first round. The amount is not in it: a changed one must fail loudly."""
    match kind:
        case CommandKind.REFUND:
            return f"refund:{refund_id}"
        case CommandKind.CONFIRM | CommandKind.ASK_READER:
            return f"pay:{payment_id}:{kind}:{attempt}"
    return f"pay:{payment_id}:{kind}"


def key_of_round(base: str, number: int) -> str:
    """Another key once it is known that nothing happened under the one before."""
    return base if number == 1 else f"{base}:r{number}"


def _unwanted(command: Command, now: datetime, *, given_up: bool) -> bool:
    return is_late(command, now) or (given_up and command.kind in FOR_A_CUSTOMER)


def _old(command: Command, now: datetime) -> bool:
    return command.first_sent_at is not None and now - command.first_sent_at > YOUNG
