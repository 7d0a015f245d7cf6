from enum import StrEnum


class PriceSetState(StrEnum):
    CANCELLED = "CANCELLED"
    IN_FORCE = "IN_FORCE"
    SCHEDULED = "SCHEDULED"
    SENDING = "SENDING"
    SUPERSEDED = "SUPERSEDED"

    def __str__(self) -> str:
        return str(self.value)
