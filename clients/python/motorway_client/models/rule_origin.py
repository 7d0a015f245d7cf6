from enum import StrEnum


class RuleOrigin(StrEnum):
    LIBRARY = "LIBRARY"
    OWN = "OWN"

    def __str__(self) -> str:
        return str(self.value)
