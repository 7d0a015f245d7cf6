from enum import StrEnum


class RefundTo(StrEnum):
    ACCOUNT = "ACCOUNT"
    CARD = "CARD"
    CASH = "CASH"

    def __str__(self) -> str:
        return str(self.value)
