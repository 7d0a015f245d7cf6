from enum import StrEnum


class MailState(StrEnum):
    FAILED = "FAILED"
    SENT = "SENT"
    WAITING = "WAITING"

    def __str__(self) -> str:
        return str(self.value)
