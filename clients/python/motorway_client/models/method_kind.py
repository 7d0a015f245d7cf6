from enum import StrEnum


class MethodKind(StrEnum):
    LINK = "LINK"
    PAYMENT_METHOD = "PAYMENT_METHOD"
    READER = "READER"
    SAVED_CARD = "SAVED_CARD"

    def __str__(self) -> str:
        return str(self.value)
