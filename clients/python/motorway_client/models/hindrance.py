from enum import StrEnum


class Hindrance(StrEnum):
    ACCOUNT_NOT_SETTLED = "ACCOUNT_NOT_SETTLED"
    SALES_OPEN = "SALES_OPEN"
    USER_NOT_DISABLED = "USER_NOT_DISABLED"

    def __str__(self) -> str:
        return str(self.value)
