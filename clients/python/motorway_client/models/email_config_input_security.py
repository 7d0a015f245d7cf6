from enum import StrEnum


class EmailConfigInputSecurity(StrEnum):
    NONE = "NONE"
    STARTTLS = "STARTTLS"
    TLS = "TLS"

    def __str__(self) -> str:
        return str(self.value)
