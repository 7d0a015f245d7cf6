from enum import StrEnum


class TenderKind(StrEnum):
    ACCOUNT = "ACCOUNT"
    CASH = "CASH"

    def __str__(self) -> str:
        return str(self.value)
