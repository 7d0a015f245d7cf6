from enum import StrEnum


class ServiceLevel(StrEnum):
    ATTENDED = "ATTENDED"
    SELF = "SELF"

    def __str__(self) -> str:
        return str(self.value)
