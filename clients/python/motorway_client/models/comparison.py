from enum import StrEnum


class Comparison(StrEnum):
    DAILY = "daily"
    HOURLY = "hourly"
    MINUTES = "minutes"

    def __str__(self) -> str:
        return str(self.value)
