from enum import StrEnum


class CommandOutcome(StrEnum):
    ACCEPTED = "ACCEPTED"
    NOT_SENT = "NOT_SENT"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"

    def __str__(self) -> str:
        return str(self.value)
