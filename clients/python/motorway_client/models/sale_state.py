from enum import StrEnum


class SaleState(StrEnum):
    AUTHORISED = "AUTHORISED"
    CLEARED = "CLEARED"
    ENDED = "ENDED"
    FUELLING = "FUELLING"
    LOCKED = "LOCKED"
    PAYABLE = "PAYABLE"
    REFUSED = "REFUSED"
    REQUESTED = "REQUESTED"
    VOIDED = "VOIDED"

    def __str__(self) -> str:
        return str(self.value)
