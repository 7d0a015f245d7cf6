from enum import StrEnum


class ReceiptKind(StrEnum):
    CREDIT = "CREDIT"
    DEBT_PAYMENT = "DEBT_PAYMENT"
    INVOICE = "INVOICE"
    OFFLINE_SLIP = "OFFLINE_SLIP"
    RECEIPT = "RECEIPT"
    TEST_SLIP = "TEST_SLIP"

    def __str__(self) -> str:
        return str(self.value)
