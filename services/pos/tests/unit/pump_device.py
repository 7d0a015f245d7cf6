"""A pump as IFSF wants it, that obeys orders and makes transactions: the other side of the POS in the state machine."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pos.domain.fuelling import Fuelling
from pos.domain.meters import amount_of
from pos.domain.pump import DELIVERING, IN_FORCE, Command, PumpState, Sighting, refusal_of
from pos.domain.sale import Fuel

SITE, PUMP = "m25-cobham", 1
PRICE_MILLI = 1_500
START = datetime(2026, 6, 1, 12, tzinfo=UTC)
S = PumpState


@dataclass
class Device:
    """`said` and `finished` are what it sent, in order; how they arrive is the test's."""

    state: PumpState = S.IDLE
    nozzle: int = 0
    token: str = ""
    last_token: str = ""
    sequence: int = 0
    online: bool = True
    stopped: bool = False
    ticks: int = 0
    volume_ml: int = 0
    totals_ml: dict[int, int] = field(default_factory=lambda: {1: 1_000_000, 2: 5})
    amounts: dict[int, int] = field(default_factory=lambda: {1: 150_000, 2: 1})
    begun_ml: dict[int, int] = field(default_factory=dict)
    said: list[Sighting] = field(default_factory=list)
    finished: list[Fuelling] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.begun_ml = dict(self.totals_ml)
        self._say("started")

    @property
    def now(self) -> datetime:
        return START + timedelta(seconds=self.ticks)

    def release(self, token: str) -> bool:
        """The same token again is the same order."""
        if token in (self.token, self.last_token):
            return True
        if self.stopped or refusal_of(Command.RELEASE, self.state):
            return False
        self.token, self.volume_ml = token, 0
        self._to(S.STARTED if self.nozzle else S.AUTHORISED, "authorised")
        return True

    def order(self, command: Command) -> None:
        if self.stopped or refusal_of(command, self.state):
            return
        match command:
            case Command.OPEN:
                self._to(S.CALLING if self.nozzle else S.IDLE, "opened")
            case Command.CLOSE | Command.TERMINATE:
                self._over("terminated")
                if command is Command.CLOSE:
                    self._to(S.CLOSED, "closed")
            case Command.SUSPEND:
                self._to(S.SUSPENDED_STARTED if self.state is S.STARTED else S.SUSPENDED_FUELLING, "suspended")
            case Command.RESUME:
                self._to(S.STARTED if self.state is S.SUSPENDED_STARTED else S.FUELLING, "resumed")

    def stop(self) -> None:
        self._over("emergency_stop")
        self.stopped = True
        self._to(S.CLOSED, "emergency_stop")

    def restart(self) -> None:
        if self.stopped:
            self.stopped = False
            self._to(S.CALLING if self.nozzle else S.IDLE, "restarted")

    def lift(self, nozzle: int) -> None:
        if self.nozzle:
            return
        self.nozzle = nozzle
        if self.state is S.AUTHORISED:
            self._to(S.STARTED, "nozzle_out")
        elif self.state is S.IDLE:
            # Stand-alone: without its controller it releases itself.
            alone = not self.online
            self.volume_ml = 0
            self._to(S.STARTED if alone else S.CALLING, "nozzle_out")

    def hang_up(self) -> None:
        if not self.nozzle:
            return
        self._over("nozzle_in")
        self.nozzle = 0
        if self.state is S.CALLING:
            self._to(S.IDLE, "nozzle_in")

    def flow(self, volume_ml: int) -> None:
        if self.state is S.STARTED:
            self._to(S.FUELLING, "first_flow")
        if self.state is S.FUELLING:
            self.volume_ml += volume_ml
            self.totals_ml[self.nozzle] += volume_ml

    def time_out(self) -> None:
        if self.state is S.AUTHORISED:
            self.token = ""
            self._to(S.IDLE, "authorisation_timeout")

    def fail(self) -> None:
        """Power cut: what was delivered is a transaction, what it remembers of orders is gone."""
        self._over("power_cut")
        self.last_token = ""
        self._to(S.INOPERATIVE, "error")

    def recover(self) -> None:
        if self.state is S.INOPERATIVE:
            self._to(S.CLOSED, "configured")
            if not self.stopped:
                self._to(S.CALLING if self.nozzle else S.IDLE, "opened")

    def _over(self, reason: str) -> None:
        """End the authorisation or the delivery in force, if there is one."""
        if self.state in DELIVERING:
            self._finish(reason)
        if self.state in IN_FORCE:
            self.token = ""
            self._to(S.CALLING if self.nozzle else S.IDLE, reason)

    def _finish(self, reason: str) -> None:
        self.sequence += 1
        self.ticks += 1
        after, amount = self.totals_ml[self.nozzle], amount_of(self.volume_ml, PRICE_MILLI, "GBP") or 0
        before_amount = self.amounts[self.nozzle]
        self.amounts[self.nozzle] += amount
        fuel = Fuel(
            pump=PUMP,
            nozzle=self.nozzle,
            grade_id="e10",
            sequence=self.sequence,
            volume_ml=self.volume_ml,
            unit_price_milli=PRICE_MILLI,
            price_set=0,
            volume_total_before_ml=after - self.volume_ml,
            volume_total_after_ml=after,
            started_at=self.now,
            finished_at=self.now,
            offline=not self.online,
            end_reason=reason,
        )
        done = Fuelling(SITE, fuel, amount, "GBP", self.token, before_amount, before_amount + amount, self.now)
        self.finished.append(done)
        self.last_token = self.token

    def _to(self, state: PumpState, reason: str) -> None:
        self.state = state
        self._say(reason)

    def _say(self, reason: str) -> None:
        self.ticks += 1
        self.said.append(Sighting(SITE, PUMP, self.state, self.nozzle, self.token, self.now, reason))
