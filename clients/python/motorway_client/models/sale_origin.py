from enum import StrEnum


class SaleOrigin(StrEnum):
    OFFLINE = "OFFLINE"
    POS = "POS"
    UNAUTHORISED = "UNAUTHORISED"

    def __str__(self) -> str:
        return str(self.value)
