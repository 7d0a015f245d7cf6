from enum import StrEnum


class KeepReason(StrEnum):
    AUDIT_TRAIL = "AUDIT_TRAIL"
    CONTRACT = "CONTRACT"
    NONE = "NONE"
    OPEN_CLAIM = "OPEN_CLAIM"
    TAX_RECORDS = "TAX_RECORDS"

    def __str__(self) -> str:
        return str(self.value)
