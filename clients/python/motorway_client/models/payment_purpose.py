from enum import StrEnum


class PaymentPurpose(StrEnum):
    CHARGE = "CHARGE"
    HOLD = "HOLD"

    def __str__(self) -> str:
        return str(self.value)
