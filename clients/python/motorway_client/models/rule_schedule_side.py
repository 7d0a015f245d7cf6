from enum import StrEnum


class RuleScheduleSide(StrEnum):
    INSIDE = "inside"
    OUTSIDE = "outside"

    def __str__(self) -> str:
        return str(self.value)
