from enum import StrEnum


class DebtKind(StrEnum):
    CARD_SHORTFALL = "CARD_SHORTFALL"
    DRIVE_OFF = "DRIVE_OFF"
    NO_MEANS = "NO_MEANS"

    def __str__(self) -> str:
        return str(self.value)
