from enum import StrEnum


class ShiftMode(StrEnum):
    PER_CASHIER = "PER_CASHIER"
    PER_TILL = "PER_TILL"

    def __str__(self) -> str:
        return str(self.value)
