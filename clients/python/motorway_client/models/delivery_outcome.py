from enum import StrEnum


class DeliveryOutcome(StrEnum):
    REFUSED = "REFUSED"
    RETRY = "RETRY"
    RUNNING = "RUNNING"
    SENT = "SENT"

    def __str__(self) -> str:
        return str(self.value)
