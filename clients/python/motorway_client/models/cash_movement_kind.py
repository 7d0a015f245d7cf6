from enum import StrEnum


class CashMovementKind(StrEnum):
    NO_SALE = "NO_SALE"
    PAID_IN = "PAID_IN"
    PAID_OUT = "PAID_OUT"
    SAFE_DROP = "SAFE_DROP"

    def __str__(self) -> str:
        return str(self.value)
