from enum import StrEnum


class SmsConfigInputEncoding(StrEnum):
    FORM = "FORM"
    JSON = "JSON"

    def __str__(self) -> str:
        return str(self.value)
