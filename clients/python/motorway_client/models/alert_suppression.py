from enum import StrEnum


class AlertSuppression(StrEnum):
    INCIDENT = "INCIDENT"
    OUT_OF_SERVICE = "OUT_OF_SERVICE"
    OVER = "OVER"
    SHELVED = "SHELVED"

    def __str__(self) -> str:
        return str(self.value)
