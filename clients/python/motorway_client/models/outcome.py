from enum import StrEnum


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    FAILED = "failed"
    REFUSED = "refused"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return str(self.value)
