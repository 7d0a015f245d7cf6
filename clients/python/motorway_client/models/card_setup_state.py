from enum import StrEnum


class CardSetupState(StrEnum):
    ACTION_REQUIRED = "ACTION_REQUIRED"
    FAILED = "FAILED"
    PENDING = "PENDING"
    SUCCEEDED = "SUCCEEDED"

    def __str__(self) -> str:
        return str(self.value)
