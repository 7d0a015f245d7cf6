from enum import StrEnum


class CounterTenderKind(StrEnum):
    ACCOUNT = "ACCOUNT"
    CASH = "CASH"

    def __str__(self) -> str:
        return str(self.value)
