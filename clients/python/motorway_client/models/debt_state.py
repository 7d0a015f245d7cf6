from enum import StrEnum


class DebtState(StrEnum):
    OPEN = "OPEN"
    SETTLED = "SETTLED"
    WRITTEN_OFF = "WRITTEN_OFF"

    def __str__(self) -> str:
        return str(self.value)
