from enum import StrEnum


class CardPaymentState(StrEnum):
    APPROVED = "APPROVED"
    CAPTURED = "CAPTURED"
    ENDED = "ENDED"
    FIXED = "FIXED"
    PENDING = "PENDING"

    def __str__(self) -> str:
        return str(self.value)
