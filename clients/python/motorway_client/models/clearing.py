from enum import StrEnum


class Clearing(StrEnum):
    DRIVE_OFF = "DRIVE_OFF"
    NO_MEANS = "NO_MEANS"
    OWN_USE = "OWN_USE"
    PAID = "PAID"
    PUMP_TEST = "PUMP_TEST"
    ZERO = "ZERO"

    def __str__(self) -> str:
        return str(self.value)
