from enum import StrEnum


class RefundState(StrEnum):
    APPROVED = "APPROVED"
    DECLINED = "DECLINED"
    REQUESTED = "REQUESTED"

    def __str__(self) -> str:
        return str(self.value)
