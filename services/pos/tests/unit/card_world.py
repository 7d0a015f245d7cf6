"""Payments by card, as the payments service keeps its word: for what no sequence may lose or double money."""

from dataclasses import dataclass, field

from pos.domain.card_payment import SETTLED_OTHERWISE, Outcome

OPEN = ("asked", "held")


@dataclass
class CardAtPayments:
    """`take` is what the sale said that it takes: the first word counts, a sale settled otherwise may take less.

    `said` is all that payments ever told of it: captured or ended.
    """

    payment_id: str
    hold: bool
    approved_minor: int
    state: str
    take: int | None = None
    captured_minor: int = 0
    said: list[tuple[str, Outcome]] = field(default_factory=list)

    @property
    def refunded_minor(self) -> int:
        return 0 if self.take is None else max(0, self.captured_minor - self.take)

    @property
    def shortfall_minor(self) -> int:
        """Of a hold that is over."""
        known = self.hold and self.take is not None and self.state not in OPEN
        return max(0, (self.take or 0) - self.captured_minor) if known else 0

    def fixed(self, amount_minor: int, reason: str) -> None:
        """What comes too late, or contradicts what was said before, changes nothing."""
        lower = self.take is None or (amount_minor < self.take and reason == SETTLED_OTHERWISE)
        if not lower:
            return
        assert self.take is None or self.state in OPEN or amount_minor <= self.captured_minor, "who would owe the rest?"
        before, self.take = self.shortfall_minor, amount_minor
        if self.state in OPEN and amount_minor == 0:
            self.end("voided")
        elif self.state == "expired" and self.shortfall_minor > before:
            self._tell("ended", "expired")

    def capture(self) -> None:
        """The hold, once it is known how much; a charge when its customer has paid."""
        if self.state == "asked" and not self.hold:
            self.captured_minor = self.approved_minor
        elif self.state == "held" and self.take:
            self.captured_minor = min(self.approved_minor, self.take)
        else:
            return
        self.state = "captured"
        self._tell("captured", "")

    def end(self, state: str) -> None:
        if self.state in (*OPEN, "declined"):
            self.state = state
            self._tell("ended", state)

    def retry(self) -> None:
        if self.state == "declined":
            self.state = "asked"

    def _tell(self, what: str, reason: str) -> None:
        outcome = Outcome(self.payment_id, self.captured_minor, self.shortfall_minor, reason, "visa", "4242", test=True)
        self.said.append((what, outcome))
