from enum import StrEnum


class TenderKind(StrEnum):
    ACCOUNT = "ACCOUNT"
    CARD = "CARD"
    CASH = "CASH"
    RECEIVABLE = "RECEIVABLE"

    def __str__(self) -> str:
        return str(self.value)
