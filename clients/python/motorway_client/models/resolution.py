from enum import StrEnum


class Resolution(StrEnum):
    AUTO = "auto"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    RAW = "raw"

    def __str__(self) -> str:
        return str(self.value)
