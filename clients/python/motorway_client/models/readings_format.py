from enum import StrEnum


class ReadingsFormat(StrEnum):
    ARROW = "arrow"
    CSV = "csv"

    def __str__(self) -> str:
        return str(self.value)
