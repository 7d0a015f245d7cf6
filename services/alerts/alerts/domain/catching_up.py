"""Whether everything that was received has been looked at, so that silence means something."""

from dataclasses import dataclass

FLOWING_US = 2_000_000
"""A queue that gave nothing for so long after it was reached has nothing waiting."""
RETURNING_US = 10_000_000
"""After an outage of the broker those who publish to it need so long to be back."""
BACKLOG_US = 5_000_000
"""A message that was received so long ago has waited."""
PAUSE_US = 1_000_000
"""A backlog may pause for so long."""
SETTLING_US = 500_000
"""So long a message may be on its way from its receipt to here."""


@dataclass(slots=True)
class CatchingUp:
    """Follows the queue. All times are Unix time in microseconds."""

    connected: bool = False
    patient_until_us: int = 0
    last_received_us: int = 0
    _returning: bool = False

    def connection(self, now_us: int, *, connected: bool) -> None:
        """How the connection to the queue is."""
        if connected and not self.connected:
            self.patient_until_us = now_us + (RETURNING_US if self._returning else FLOWING_US)
            self._returning = True
        self.connected = connected

    def took(self, now_us: int, received_us: int, *, more: bool) -> None:
        """Messages, of which the newest was received then; `more` wait already."""
        self.last_received_us = max(self.last_received_us, received_us)
        if more or now_us - received_us > BACKLOG_US:
            self.patient_until_us = max(self.patient_until_us, now_us + PAUSE_US)

    def up_to(self, now_us: int) -> int:
        """Until when everything that was received was taken; 0 where nothing ever was."""
        if not self.connected or now_us < self.patient_until_us:
            return self.last_received_us
        return max(self.last_received_us, now_us - SETTLING_US)
