from enum import StrEnum


class EmailConfigSecurity(StrEnum):
    NONE = "NONE"
    STARTTLS = "STARTTLS"
    TLS = "TLS"

    def __str__(self) -> str:
        return str(self.value)
