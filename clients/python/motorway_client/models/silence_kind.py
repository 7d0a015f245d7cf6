from enum import StrEnum


class SilenceKind(StrEnum):
    MAINTENANCE = "MAINTENANCE"
    SILENCE = "SILENCE"

    def __str__(self) -> str:
        return str(self.value)
