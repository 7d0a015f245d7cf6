from enum import StrEnum


class NotificationState(StrEnum):
    CANCELLED = "CANCELLED"
    FAILED = "FAILED"
    SENT = "SENT"
    WAITING = "WAITING"

    def __str__(self) -> str:
        return str(self.value)
