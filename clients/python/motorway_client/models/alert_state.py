from enum import StrEnum


class AlertState(StrEnum):
    ACKNOWLEDGED = "ACKNOWLEDGED"
    RAISED = "RAISED"
    RESOLVED = "RESOLVED"

    def __str__(self) -> str:
        return str(self.value)
