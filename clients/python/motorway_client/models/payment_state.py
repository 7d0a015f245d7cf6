from enum import StrEnum


class PaymentState(StrEnum):
    ACTION_REQUIRED = "ACTION_REQUIRED"
    AUTHORISED = "AUTHORISED"
    AUTHORISING = "AUTHORISING"
    CAPTURED = "CAPTURED"
    CAPTURING = "CAPTURING"
    CREATED = "CREATED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    VOIDED = "VOIDED"
    VOIDING = "VOIDING"

    def __str__(self) -> str:
        return str(self.value)
