from enum import StrEnum


class DayEndFormat(StrEnum):
    CSV = "csv"
    PDF = "pdf"

    def __str__(self) -> str:
        return str(self.value)
