from enum import StrEnum


class NewTenderKind(StrEnum):
    ACCOUNT = "ACCOUNT"
    CARD = "CARD"
    CASH = "CASH"

    def __str__(self) -> str:
        return str(self.value)
