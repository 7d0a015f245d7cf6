from enum import StrEnum


class OfflineOutcome(StrEnum):
    APPLIED = "APPLIED"
    CONFLICT = "CONFLICT"
    REFUSED = "REFUSED"

    def __str__(self) -> str:
        return str(self.value)
