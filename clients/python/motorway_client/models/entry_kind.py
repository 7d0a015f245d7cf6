from enum import StrEnum


class EntryKind(StrEnum):
    CHARGE = "CHARGE"
    CREDIT = "CREDIT"
    PAYMENT = "PAYMENT"

    def __str__(self) -> str:
        return str(self.value)
