from enum import StrEnum


class News(StrEnum):
    ENDED = "ENDED"
    RAISED = "RAISED"
    REMINDED = "REMINDED"
    TEST = "TEST"

    def __str__(self) -> str:
        return str(self.value)
