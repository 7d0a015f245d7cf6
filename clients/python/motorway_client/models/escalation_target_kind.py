from enum import StrEnum


class EscalationTargetKind(StrEnum):
    CHANNEL = "CHANNEL"
    RECIPIENT = "RECIPIENT"
    ROTA = "ROTA"

    def __str__(self) -> str:
        return str(self.value)
