from enum import StrEnum


class ReceiptFormat(StrEnum):
    ESCPOS = "escpos"
    HTML = "html"
    PDF = "pdf"

    def __str__(self) -> str:
        return str(self.value)
